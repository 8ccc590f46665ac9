// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.bulk.BulkJobStatus;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What threatens the files of a bulk job, one line each. */
final class JobProblems {
  private static final int MAX_DAYS = 3;

  private JobProblems() {}

  static List<String> of(BulkJobStatus job) {
    List<String> problems = new ArrayList<>();
    String name = job.reportType() + " of record '" + job.tokenRecord() + "': ";
    OptionalLong vanish = job.daysToVanish();
    if (vanish.isPresent()) {
      problems.add(name + unfetched(job) + ", " + vanish(vanish.getAsLong()));
    }
    if (!job.missing().isEmpty()) {
      problems.add(name + "no file of " + days(job.missing()));
    }
    if (job.unconfirmed() > 0) {
      problems.add(
          name
              + "newer files of "
              + PageFormat.count(job.unconfirmed(), "day")
              + " have no rows, those stored earlier are kept");
    }
    if (job.rowsEnded()) {
      problems.add(name + "the files of the last seven days have no rows, unlike those before");
    }
    OptionalLong expiry = job.daysToExpiry();
    if (expiry.isPresent()) {
      problems.add(
          name
              + (expiry.getAsLong() < 0
                  ? "the job expired on " + job.expiresAt()
                  : "the job expires in "
                      + PageFormat.count(expiry.getAsLong(), "day")
                      + ", then YouTube generates no more files"));
    }
    return problems;
  }

  private static String unfetched(BulkJobStatus job) {
    return job.unfetched() == 0
        ? "its files cannot be listed"
        : PageFormat.count(job.unfetched(), "file") + " not fetched";
  }

  private static String vanish(long days) {
    return days < 0
        ? "YouTube has been deleting them for " + PageFormat.count(-days, "day")
        : "YouTube deletes the first in " + PageFormat.count(days, "day");
  }

  private static String days(List<LocalDate> days) {
    int rest = days.size() - MAX_DAYS;
    return days.stream().limit(MAX_DAYS).map(LocalDate::toString).collect(Collectors.joining(", "))
        + (rest > 0 ? " and " + PageFormat.count(rest, "more day") : "");
  }
}
