// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** What earlier runs were answered, going by the outcomes that they left. */
@FunctionalInterface
public interface EarlierOutcomes {
  /** Where no run was before. */
  EarlierOutcomes NONE = (channel, report) -> false;

  /**
   * Whether any request of this report was ever answered for this channel, with rows or without.
   * What failed or was deferred is no answer. A channel whose id only Google can tell is known by
   * its token record.
   *
   * @throws UncheckedIOException if the outcomes cannot be read
   */
  boolean any(ChannelRef channel, String report);

  /**
   * The same for a plan that asks {@link #last} and {@link #endings} of no other requests than
   * those inside these dates of each report: nothing else need be read or kept.
   */
  default EarlierOutcomes within(Map<String, DateRange> dates) {
    return this;
  }

  /**
   * How the same request of the same channel ended last: a request of the same definition, for the
   * same dates. Empty if it never did.
   *
   * @throws UncheckedIOException if the outcomes cannot be read
   */
  default Optional<Ending> last(ChannelRef channel, ReportRequest request) {
    return Optional.empty();
  }

  /**
   * How all requests of a report of a channel ended last, by their dates: of the same definition.
   *
   * @throws UncheckedIOException if the outcomes cannot be read
   */
  default Map<DateRange, Ending> endings(ChannelRef channel, ReportDefinition report) {
    return Map.of();
  }

  /**
   * How many requests were sent on a Pacific day, those sent again included.
   *
   * @throws UncheckedIOException if the outcomes cannot be read
   */
  default long requestsOn(LocalDate day) {
    return 0;
  }

  /** How a request ended, as far as a later plan cares. */
  enum Kind {
    /** With rows or without. */
    ANSWERED,
    /** Not sent, or refused, because the day's quota was used up. */
    DEFERRED,
    /** In any other way. */
    FAILED
  }

  /**
   * The end of a request.
   *
   * @param begun when it was first sent or, unsent, given up
   */
  record Ending(Kind kind, Instant begun) {}

  /** Opens the outcomes where the plan is made. */
  @FunctionalInterface
  interface Factory extends Serializable {
    /**
     * The outcomes of all runs so far.
     *
     * @throws IOException if they cannot be read
     */
    EarlierOutcomes open() throws IOException;
  }
}
