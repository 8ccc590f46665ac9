// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedChannel;
import java.util.List;

/**
 * Whose figures a report is about.
 *
 * @param question what is asked of each channel, with members in the place of a group
 * @param channels their figures are added up
 */
record ReportSubject(ReportQuestion question, List<SimulatedChannel> channels) {
  ReportSubject {
    channels = List.copyOf(channels);
  }

  /** Tells whether any of the channels has money to tell of. */
  boolean isMonetised() {
    return channels.stream().anyMatch(SimulatedChannel::monetised);
  }
}
