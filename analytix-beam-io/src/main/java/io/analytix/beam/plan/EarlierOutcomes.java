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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How requests of earlier runs ended, by their stored outcomes. */
@FunctionalInterface
public interface EarlierOutcomes {
  /** No earlier runs. */
  EarlierOutcomes NONE = (channel, report) -> Map.of();

  /**
   * The latest results of all requests of the same channel and definition, by their dates. A
   * channel without a known id is identified by its token record.
   *
   * @throws UncheckedIOException if the outcomes cannot be read
   */
  Map<DateRange, RequestResult> latestByDates(ChannelRef channel, ReportDefinition report);

  /**
   * The same for a plan that calls {@link #latest} and {@link #latestByDates} only for requests
   * within these dates of each report: other outcomes need not be read.
   */
  default EarlierOutcomes limitedTo(Map<String, DateRange> dates) {
    return this;
  }

  /**
   * The latest result of a request of the same channel, definition and dates. Empty if there is
   * none.
   *
   * @throws UncheckedIOException if the outcomes cannot be read
   */
  default Optional<RequestResult> latest(ChannelRef channel, ReportRequest request) {
    return Optional.ofNullable(latestByDates(channel, request.report()).get(request.dates()));
  }

  /**
   * How much of the day's quotas was used on a Pacific day.
   *
   * @throws UncheckedIOException if the outcomes cannot be read
   */
  default DayUse usedOn(LocalDate day) {
    return DayUse.NONE;
  }

  /**
   * How much of a day's quotas was used, including retries.
   *
   * @param requests of the Analytics API
   * @param dataApiUnits of the Data API
   */
  record DayUse(long requests, long dataApiUnits) {
    /** Nothing. */
    public static final DayUse NONE = new DayUse(0, 0);
  }

  /**
   * What was not read so far although it should have been, one line each: it counts as if it did
   * not exist.
   */
  default Collection<String> problems() {
    return List.of();
  }

  /**
   * The latest results of the one-day requests of these days. The result of a day may be missing if
   * no newer run has planned it, as of days that are over since.
   *
   * @throws UncheckedIOException if the outcomes cannot be read
   */
  default Map<DateRange, RequestResult> latestOfDays(
      ChannelRef channel, ReportDefinition report, DateRange days) {
    return latestByDates(channel, report);
  }

  /** What a result means for a later plan. */
  enum Kind {
    /** A response, with rows or without. */
    ANSWERED,
    /** Not sent, because the figures of the day are those of an earlier response. */
    UNCHANGED,
    /** Not sent, because the channel had no figures for the day. */
    ABSENT,
    /** Not sent, or refused, because the day's quota was used up. */
    DEFERRED,
    /** Any other result. */
    FAILED;

    /** Whether there is a response, or the API has none. */
    boolean isSettled() {
      return this == ANSWERED || this == UNCHANGED || this == ABSENT;
    }
  }

  /**
   * How a request ended.
   *
   * @param startedAt when it was first sent or, unsent, given up
   * @param basis the figures on which the stored response rests; null if there is no response, or
   *     they are unknown
   * @param hasRows whether the stored response has rows
   */
  record RequestResult(Kind kind, Instant startedAt, @Nullable Basis basis, boolean hasRows) {
    /** A result whose figures are unknown. */
    public RequestResult(Kind kind, Instant startedAt) {
      this(kind, startedAt, null, false);
    }
  }

  /** Opens the outcomes on the worker that plans. */
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
