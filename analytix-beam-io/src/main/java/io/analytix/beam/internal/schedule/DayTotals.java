// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.ReportDefinition;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Digests of the totals that a channel has on the days of a response. */
final class DayTotals {
  /** The totals of a channel whose totals cannot be read. */
  static final DayTotals UNREADABLE = new DayTotals(LocalDate.EPOCH, new long[0]);

  private final LocalDate first;
  private final long[] digests;

  /**
   * The totals in a response to a request of these days: its additive metrics. The others follow
   * from these, or are rounded.
   */
  DayTotals(ReportDefinition report, DateRange dates, ReportResponse response) {
    first = dates.first();
    digests = new long[Math.toIntExact(dates.days().count())];
    List<Column> columns = report.columns();
    for (ReportResponse.Line line : response.lines()) {
      digests[index(line.first())] = digest(columns, line.cells());
    }
  }

  private DayTotals(LocalDate first, long[] digests) {
    this.first = first;
    this.digests = digests;
  }

  private static long digest(List<Column> columns, List<@Nullable Object> cells) {
    MessageDigest digest = sha256();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).summableOverDays()) {
        digest.update((columns.get(i).apiName() + "=" + cells.get(i) + "\n").getBytes(UTF_8));
      }
    }
    long value = ByteBuffer.wrap(digest.digest()).getLong();
    return value == 0 ? 1 : value;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private int index(LocalDate day) {
    return Math.toIntExact(day.toEpochDay() - first.toEpochDay());
  }

  /** Whether these days were requested. */
  boolean cover(DateRange days) {
    return !days.first().isBefore(first) && index(days.last()) < digests.length;
  }

  /** The digest of a day that was requested; 0 if the channel has no totals on it. */
  long of(LocalDate day) {
    return digests[index(day)];
  }
}
