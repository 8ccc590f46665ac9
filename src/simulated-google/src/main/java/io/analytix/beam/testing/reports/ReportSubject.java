// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedChannel;
import java.util.List;

/**
 * The channels of a report, and the query for each of them.
 *
 * @param question the query of each channel, with a group replaced by its members
 * @param channels the channels whose figures are aggregated
 */
record ReportSubject(ReportQuestion question, List<SimulatedChannel> channels) {
  ReportSubject {
    channels = List.copyOf(channels);
  }

  /** Returns whether any of the channels has monetary metrics. */
  boolean isMonetised() {
    return channels.stream().anyMatch(SimulatedChannel::monetised);
  }
}
