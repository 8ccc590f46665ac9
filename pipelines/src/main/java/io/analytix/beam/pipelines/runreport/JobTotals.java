// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.bulk.BulkJobStatus;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What is known of the files of several bulk jobs, added up.
 *
 * @param changedRows rows in which newer files differ from those that they replaced
 */
public record JobTotals(Collection<BulkJobStatus> jobs, long changedRows) {
  /** Days with a file. */
  public long days() {
    return sum(BulkJobStatus::days);
  }

  /** Days without a file that should have one. */
  public long missing() {
    return sum(job -> job.missing().size());
  }

  /** Days whose files have no row. */
  public long headerOnly() {
    return sum(BulkJobStatus::headerOnly);
  }

  /** Days with several files. */
  public long reissued() {
    return sum(BulkJobStatus::reissued);
  }

  /** Days whose stored rows were replaced by those of a newer file. */
  public long replaced() {
    return sum(BulkJobStatus::replaced);
  }

  /** Files that are not fetched. */
  public long unfetched() {
    return sum(BulkJobStatus::unfetched);
  }

  /** Whole days until the first file vanishes that is not fetched; empty if all are fetched. */
  public OptionalLong daysToVanish() {
    return least(BulkJobStatus::daysToVanish);
  }

  /** Whole days until the first job expires; empty if none does. */
  public OptionalLong daysToExpiry() {
    return least(BulkJobStatus::daysToExpiry);
  }

  private long sum(ToLongFunction<BulkJobStatus> count) {
    return jobs.stream().mapToLong(count).sum();
  }

  private OptionalLong least(Function<BulkJobStatus, OptionalLong> days) {
    return jobs.stream().map(days).flatMapToLong(OptionalLong::stream).min();
  }
}
