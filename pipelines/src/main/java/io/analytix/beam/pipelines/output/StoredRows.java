// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.channel.ChannelIdentity;
import java.io.IOException;

/**
 * The rows of an output, as far as they can be taken away again: to keep them is tied to a
 * channel's consent. Nobody else writes to the output until this is closed.
 */
public interface StoredRows extends AutoCloseable {

  /**
   * Removes every row of a channel from every table. What the outcomes of runs tell stays: they
   * have no figures.
   *
   * @return how many rows there were
   * @throws IOException if some may be left; to forget again is safe
   */
  long forget(ChannelIdentity channel) throws IOException;

  @Override
  void close();
}
