// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Where token records are kept: a folder, a secret manager, a database, a vault. Implement it to
 * bring your own. A store is used by several threads at once.
 */
public interface TokenStore extends AutoCloseable {

  /**
   * The names of all records, each once.
   *
   * @throws IOException if the store cannot be listed; the message is shown to the user
   */
  List<String> names() throws IOException;

  /**
   * The record of this name as it is now.
   *
   * @throws TokenRecordException if there is no such record, or its content is not one: it must be
   *     mended before it can be used
   * @throws IOException if the store did not answer; asking again may help
   */
  TokenRecord read(String name) throws TokenRecordException, IOException;

  /**
   * Saves {@code changed} if the record is still what was {@code read}, and tells whether it did. A
   * record that somebody else has renewed in the meantime is never overwritten.
   *
   * @throws IOException if the store refused or did not answer; the old record is then whole
   */
  boolean replace(String name, TokenRecord read, TokenRecord changed)
      throws TokenRecordException, IOException;

  /**
   * Whether there is a record of this name, whatever its content.
   *
   * @throws IOException if the store did not answer
   */
  default boolean contains(String name) throws IOException {
    return names().contains(name);
  }

  /**
   * Saves the record of a new consent under this name, in the place of whatever was there. Needed
   * to authorise into this store, and for nothing else.
   *
   * @throws IOException if the store refused or did not answer; what was there is then whole
   */
  default void save(String name, TokenRecord consented) throws TokenRecordException, IOException {
    throw new IOException("this token store takes no new records: it does not implement save");
  }

  /**
   * Removes the record of this name with everything that was kept of it. Needed to forget channels,
   * and for nothing else.
   *
   * @throws IOException if the store refused or did not answer
   */
  default void delete(String name) throws TokenRecordException, IOException {
    throw new IOException("this token store removes no records: it does not implement delete");
  }

  /**
   * Hears that a refresh with the record that was last read under this name succeeded, so that what
   * the record superseded is needed no longer. Must not fail; most stores keep nothing superseded.
   */
  default void onRefreshSucceeded(String name) {}

  @Override
  default void close() {}

  /** Opens the store on the worker that uses it; carries the store's address, never a secret. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /** A new store. */
    TokenStore open();
  }
}
