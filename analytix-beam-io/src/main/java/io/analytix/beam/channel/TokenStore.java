// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Stores token records: in a folder, a secret manager, a database or a vault. Implement this
 * interface to use another store. Several threads call a store at the same time.
 */
public interface TokenStore extends AutoCloseable {

  /**
   * Returns the names of all records, without duplicates.
   *
   * @throws IOException if the store cannot be listed; the message is shown to the user
   */
  List<String> names() throws IOException;

  /**
   * Reads the current record of this name.
   *
   * @throws TokenRecordException if the record does not exist or its content is not valid: it must
   *     be fixed before it can be used
   * @throws IOException if the store did not respond; a retry may succeed
   */
  TokenRecord read(String name) throws TokenRecordException, IOException;

  /**
   * Saves {@code changed} if the stored record still equals {@code read}, and returns whether it
   * did. A record that another process has changed in the meantime is never overwritten.
   *
   * @throws IOException if the store denied the change or did not respond; the old record is then
   *     unchanged
   */
  boolean replace(String name, TokenRecord read, TokenRecord changed)
      throws TokenRecordException, IOException;

  /**
   * Whether a record of this name exists, valid or not.
   *
   * @throws IOException if the store did not respond
   */
  default boolean contains(String name) throws IOException {
    return names().contains(name);
  }

  /**
   * Checks that {@link #save} can save a record of this name. Called before anybody consents, so
   * that no consent is lost for its record's name. By default only the rule of all stores is
   * checked: a name has printable characters.
   *
   * @throws TokenRecordException if no record of this store can have the name; the message states
   *     the rule
   * @throws IOException if the store cannot save records
   */
  default void checkSavable(String name) throws TokenRecordException, IOException {
    if (name.isBlank() || !PrintableText.of(name).equals(name)) {
      throw new TokenRecordException(
          "the name of a token record must have printable characters only");
    }
  }

  /**
   * Saves the record of a new consent under this name and replaces an existing record. Only needed
   * to authorise channels into this store.
   *
   * @throws IOException if the store denied the change or did not respond; an existing record is
   *     then unchanged
   */
  default void save(String name, TokenRecord consented) throws TokenRecordException, IOException {
    throw new IOException("this token store cannot save new records: it does not implement save");
  }

  /**
   * Deletes the record of this name with all its versions. Only needed to forget channels.
   *
   * @throws IOException if the store denied the change or did not respond
   */
  default void delete(String name) throws TokenRecordException, IOException {
    throw new IOException("this token store cannot delete records: it does not implement delete");
  }

  /**
   * Called after a successful refresh with the record that was last read under this name. A store
   * that keeps superseded versions of the record can remove them now. Must not throw; does nothing
   * by default.
   */
  default void onRefreshSucceeded(String name) {}

  @Override
  default void close() {}

  /** Opens the store on the worker that uses it. Holds the address of the store, never a secret. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** Opens a new store, which the caller closes. */
    TokenStore open();
  }
}
