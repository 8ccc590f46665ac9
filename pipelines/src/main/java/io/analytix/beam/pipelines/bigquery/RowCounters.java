// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * The sink's Beam counters, in the namespace of {@link ReplaceInBigQuery}. Each report has one
 * counter of each kind, such as {@code rows-inserted.channel_daily}.
 */
public final class RowCounters {
  private static final String INSERTED = "rows-inserted";
  private static final String UPDATED = "rows-updated";
  private static final String DELETED = "rows-deleted";
  private static final String UNCHANGED = "rows-unchanged";
  private static final String FAILURES = "store-failures";

  private RowCounters() {}

  /**
   * The row changes of a report.
   *
   * @param inserted new rows
   * @param updated rows with a changed value
   * @param deleted rows that a response covers and no longer contains
   * @param unchanged rows of the responses that were stored already
   * @param failures statements that failed permanently; the old rows stay
   */
  public record RowChanges(
      long inserted, long updated, long deleted, long unchanged, long failures) {
    private static RowChanges of(Map<String, Long> counts) {
      return new RowChanges(
          counts.getOrDefault(INSERTED, 0L),
          counts.getOrDefault(UPDATED, 0L),
          counts.getOrDefault(DELETED, 0L),
          counts.getOrDefault(UNCHANGED, 0L),
          counts.getOrDefault(FAILURES, 0L));
    }
  }

  static void count(ReplacedReport replaced) {
    count(INSERTED, replaced, replaced.inserted());
    count(UPDATED, replaced, replaced.updated());
    count(DELETED, replaced, replaced.deleted());
    count(UNCHANGED, replaced, replaced.unchanged());
    count(FAILURES, replaced, replaced.failure() == null ? 0 : 1);
  }

  /** The attempted counter values of a pipeline's sink, by report. */
  public static Map<String, RowChanges> changes(PipelineResult result) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.inNamespace(ReplaceInBigQuery.class))
            .build();
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (MetricResult<Long> metric : result.metrics().queryMetrics(filter).getCounters()) {
      String[] name = metric.getName().getName().split("\\.", 2);
      if (name.length == 2) {
        counts
            .computeIfAbsent(name[1], report -> new TreeMap<>())
            .merge(name[0], metric.getAttempted(), Long::sum);
      }
    }
    Map<String, RowChanges> changes = new TreeMap<>();
    counts.forEach((report, kinds) -> changes.put(report, RowChanges.of(kinds)));
    return changes;
  }

  private static void count(String kind, ReplacedReport replaced, long rows) {
    Metrics.counter(ReplaceInBigQuery.class, kind + "." + replaced.report()).inc(rows);
  }
}
