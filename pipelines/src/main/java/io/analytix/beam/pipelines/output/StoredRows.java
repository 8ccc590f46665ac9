// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.channel.ChannelIdentity;
import java.io.IOException;

/**
 * Deletes the rows of channels from an output, because they may be kept only with the channel's
 * consent. Holds the lock of the output until it is closed.
 */
public interface StoredRows extends AutoCloseable {

  /**
   * Removes every row of a channel from every table. The outcomes of runs stay, because they have
   * no metrics.
   *
   * @return the number of deleted rows
   * @throws IOException if some rows may be left; a repeated call is safe
   */
  long forget(ChannelIdentity channel) throws IOException;

  @Override
  void close();
}
