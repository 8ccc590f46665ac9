// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.channel.ChannelIdentity;
import java.io.IOException;
import java.util.Set;

/**
 * The rows of an output, to remove those of a channel whose owner has withdrawn the consent. Holds
 * the lock of the output until it is closed.
 */
public interface StoredRows extends AutoCloseable {

  /**
   * Removes every row of a channel from every table. Outcomes of runs stay: they have no figures.
   *
   * @return the number of rows
   * @throws IOException if rows may be left; then call it again
   */
  default long forget(ChannelIdentity channel) throws IOException {
    return forget(channel, Set.of());
  }

  /**
   * Removes every row of a channel from these tables.
   *
   * @param tables names of tables; empty for all
   * @return the number of rows
   * @throws IOException if rows may be left; then call it again
   */
  long forget(ChannelIdentity channel, Set<String> tables) throws IOException;

  /**
   * Removes every row that was read for a content owner, whatever its channel: files of the YouTube
   * Reporting API also have rows of channels that no token record names.
   *
   * @return the number of rows
   * @throws IOException if rows may be left; then call it again
   */
  long forgetContentOwner(String contentOwner) throws IOException;

  @Override
  void close();
}
