// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.channel.ChannelRef;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;

/** What earlier runs were answered, going by the outcomes that they left. */
@FunctionalInterface
public interface PastAnswers {
  /**
   * Whether any request of this report was ever answered for this channel, with rows or without.
   * What failed or was deferred is no answer. A channel whose id only Google can tell is known by
   * its token record.
   *
   * @throws UncheckedIOException if the outcomes cannot be read
   */
  boolean any(ChannelRef channel, String report);

  /** Opens the outcomes where the plan is made. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /**
     * The outcomes of all runs so far.
     *
     * @throws IOException if they cannot be read
     */
    PastAnswers open() throws IOException;
  }
}
