// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.function.Supplier;

/**
 * A file that Google generated: one generation of a period.
 *
 * @param id digits
 * @param day the first Pacific day of the period
 * @param end the Pacific day after the period
 * @param lifetime how long Google keeps it
 * @param table generates the content
 */
public record ReportFile(
    String id,
    String jobId,
    LocalDate day,
    LocalDate end,
    Instant createTime,
    Duration lifetime,
    Supplier<CsvTable> table) {
  public static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  /** By day, the oldest generation first. */
  public static final Comparator<ReportFile> BY_DAY_AND_AGE =
      Comparator.comparing(ReportFile::day)
          .thenComparing(ReportFile::createTime)
          .thenComparing(file -> new BigInteger(file.id()));

  public Instant startTime() {
    return day.atStartOfDay(PACIFIC).toInstant();
  }

  public Instant endTime() {
    return end.atStartOfDay(PACIFIC).toInstant();
  }

  public Instant deleteTime() {
    return createTime.plus(lifetime);
  }

  ReportFile kept(Duration other) {
    return new ReportFile(id, jobId, day, end, createTime, other, table);
  }

  /** Returns whether the file can be downloaded at some time from {@code first} to {@code last}. */
  boolean isThere(Instant first, Instant last) {
    return !createTime.isAfter(last) && deleteTime().isAfter(first);
  }
}
