// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import java.io.Serializable;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** The sink's Beam counters, in the namespace of {@link ReplaceInParquet}. */
public final class StoreCounters implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Name of the counter of files that could not be stored. */
  public static final String STORE_FAILURES = "store-failures";

  private static final String FILES_WRITTEN = "files-written";
  private static final String FILES_UNTOUCHED = "files-untouched";
  private static final String FILES_DELETED = "files-deleted";
  private static final String ROWS_INSERTED = "rows-inserted";
  private static final String ROWS_UPDATED = "rows-updated";
  private static final String ROWS_DELETED = "rows-deleted";
  private static final String ROWS_UNCHANGED = "rows-unchanged";

  private static final String EMPTY_UNCONFIRMED = "empty-unconfirmed";

  private final Counter filesWritten = counter(FILES_WRITTEN);
  private final Counter filesUntouched = counter(FILES_UNTOUCHED);
  private final Counter filesDeleted = counter(FILES_DELETED);
  private final Counter rowsInserted = counter(ROWS_INSERTED);
  private final Counter rowsUpdated = counter(ROWS_UPDATED);
  private final Counter rowsDeleted = counter(ROWS_DELETED);
  private final Counter rowsUnchanged = counter(ROWS_UNCHANGED);
  private final Counter storeFailures = counter(STORE_FAILURES);
  private final Counter emptyUnconfirmed = counter(EMPTY_UNCONFIRMED);

  StoreCounters() {}

  /** Adds the changes of a shard. */
  void count(StoredShard stored) {
    StoreChanges changes = stored.changes();
    filesWritten.inc(changes.filesWritten());
    filesUntouched.inc(changes.filesUntouched());
    filesDeleted.inc(changes.filesDeleted());
    rowsInserted.inc(changes.rowsInserted());
    rowsUpdated.inc(changes.rowsUpdated());
    rowsDeleted.inc(changes.rowsDeleted());
    rowsUnchanged.inc(changes.rowsUnchanged());
    storeFailures.inc(changes.storeFailures());
    emptyUnconfirmed.inc(stored.unconfirmed());
  }

  /** The attempted counter values of a pipeline's sinks. */
  public static StoreChanges changes(PipelineResult result) {
    return new StoreChanges(
        sum(result, FILES_WRITTEN),
        sum(result, FILES_UNTOUCHED),
        sum(result, FILES_DELETED),
        sum(result, ROWS_INSERTED),
        sum(result, ROWS_UPDATED),
        sum(result, ROWS_DELETED),
        sum(result, ROWS_UNCHANGED),
        sum(result, STORE_FAILURES));
  }

  /** The number of requests so far whose response has no rows over days that have stored rows. */
  public static long unconfirmed(PipelineResult result) {
    return sum(result, EMPTY_UNCONFIRMED);
  }

  private static Counter counter(String name) {
    return Metrics.counter(ReplaceInParquet.class, name);
  }

  private static long sum(PipelineResult result, String name) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(ReplaceInParquet.class, name))
            .build();
    long sum = 0;
    for (MetricResult<Long> metric : result.metrics().queryMetrics(filter).getCounters()) {
      sum += metric.getAttempted();
    }
    return sum;
  }
}
