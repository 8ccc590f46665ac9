// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.plan.RunDates;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which day is yesterday for a job that is made at some instant, anywhere. */
final class NightlyDatesTest {
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    // The clocks go forward at 10:00Z, from 02:00 to 03:00.
    "2026-03-08T07:59:59Z, 2026-03-06, the last second of March 7",
    "2026-03-08T08:00:00Z, 2026-03-07, midnight of the short day",
    "2026-03-08T09:59:59Z, 2026-03-07, the second before the clocks go forward",
    "2026-03-08T10:00:00Z, 2026-03-07, the second when they do",
    "2026-03-09T06:59:59Z, 2026-03-07, the last second of the short day",
    "2026-03-09T07:00:00Z, 2026-03-08, the first second after it: now an hour earlier",
    // The clocks go back at 09:00Z, from 02:00 to 01:00.
    "2026-11-01T06:59:59Z, 2026-10-30, the last second of October 31",
    "2026-11-01T07:00:00Z, 2026-10-31, midnight of the long day",
    "2026-11-01T08:30:00Z, 2026-10-31, half past one",
    "2026-11-01T09:30:00Z, 2026-10-31, half past one again",
    "2026-11-02T07:59:59Z, 2026-10-31, the last second of the long day",
    "2026-11-02T08:00:00Z, 2026-11-01, the first second after it",
    // In the hours in which Greenwich has the next day already.
    "2026-01-01T00:00:00Z, 2025-12-30, New Year in Greenwich",
    "2026-01-01T07:59:59Z, 2025-12-30, still New Year's Eve in Los Angeles",
    "2026-07-15T00:00:00Z, 2026-07-13, a summer evening",
    "2026-07-15T06:59:59Z, 2026-07-13, its last second",
    "2026-07-15T07:00:00Z, 2026-07-14, summer midnight",
    "2024-03-01T07:59:59Z, 2024-02-28, the last second of a leap day",
  })
  void lastDay_isYesterdayInLosAngeles(String now, String yesterday, String when) {
    for (String zone : new String[] {"UTC", "Asia/Tokyo", "America/Los_Angeles"}) {
      AnalytixOptions options =
          PipelineOptionsFactory.fromArgs(
                  "--tokenRecords=file:tokens",
                  "--clientSecrets=file:client.json",
                  "--lookbackDays=3")
              .as(AnalytixOptions.class);

      RunConfiguration request =
          RunConfiguration.of(options, Clock.fixed(Instant.parse(now), ZoneId.of(zone)));

      assertThat(request.dates().last()).isEqualTo(LocalDate.parse(yesterday));
    }
  }

  @Test
  void schedule_ofTheModule_hasTheSameWindowOnBothDaysOfAChange() {
    for (String day : new String[] {"2026-03-08", "2026-11-01"}) {
      Clock nine =
          Clock.fixed(
              LocalDate.parse(day).atTime(9, 0).atZone(RunDates.PACIFIC).toInstant(),
              RunDates.PACIFIC);

      assertThat(RunDates.yesterday(nine)).isEqualTo(LocalDate.parse(day).minusDays(1));
    }
  }
}
