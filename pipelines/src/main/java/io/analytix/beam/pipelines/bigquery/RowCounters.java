// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.Counters;
import io.analytix.beam.pipelines.storage.StoreChanges;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * The Beam counters of {@link ReplaceInBigQuery}, in its name space. Each is per report, such as
 * {@code rows-inserted.channel_daily}.
 */
final class RowCounters {
  private static final String INSERTED = "rows-inserted";
  private static final String UPDATED = "rows-updated";
  private static final String DELETED = "rows-deleted";
  private static final String UNCHANGED = "rows-unchanged";
  private static final String FAILURES = "store-failures";

  private RowCounters() {}

  static void count(ReplacedReport replaced) {
    StoreChanges changes = replaced.changes();
    count(INSERTED, replaced, changes.rowsInserted());
    count(UPDATED, replaced, changes.rowsUpdated());
    count(DELETED, replaced, changes.rowsDeleted());
    count(UNCHANGED, replaced, changes.rowsUnchanged());
    count(FAILURES, replaced, changes.storeFailures());
  }

  /** The changes by a pipeline so far, by report, including retried bundles. */
  static Map<String, StoreChanges> changes(PipelineResult result) {
    Map<String, StoreChanges> changes = new TreeMap<>();
    Counters.attempted(result, ReplaceInBigQuery.class)
        .forEach(
            (name, value) -> {
              int dot = name.indexOf('.');
              if (dot >= 0) {
                StoreChanges change = change(name.substring(0, dot), value);
                changes.merge(name.substring(dot + 1), change, StoreChanges::plus);
              }
            });
    return changes;
  }

  private static StoreChanges change(String counter, long value) {
    return switch (counter) {
      case INSERTED -> StoreChanges.ofRows(value, 0, 0, 0);
      case UPDATED -> StoreChanges.ofRows(0, value, 0, 0);
      case DELETED -> StoreChanges.ofRows(0, 0, value, 0);
      case UNCHANGED -> StoreChanges.ofRows(0, 0, 0, value);
      case FAILURES -> new StoreChanges(0, 0, 0, 0, 0, 0, 0, value);
      default -> StoreChanges.NONE;
    };
  }

  private static void count(String counter, ReplacedReport replaced, long increment) {
    Metrics.counter(ReplaceInBigQuery.class, counter + "." + replaced.report()).inc(increment);
  }
}
