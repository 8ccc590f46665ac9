// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * The names of a read's counters, for alerts and dashboards. None is per channel, because
 * monitoring services limit the number of counters.
 */
public final class Counters {
  /** Requests sent, including retries. */
  public static final String REQUESTS = "requests";

  /** Data API calls to list channels, videos and playlists, including retries. */
  public static final String DATA_API_CALLS = "data-api-calls";

  /** Requests sent to the Reporting API, including retries. */
  public static final String BULK_REQUESTS = "bulk-requests";

  /** Those that list or create bulk jobs, or list their files. */
  public static final String BULK_LISTS = "bulk-lists";

  /** Days of the last 14 for which a bulk job has no file, although four days have passed. */
  public static final String BULK_DAYS_MISSING = "bulk-days-missing";

  /** Days of the last 60 whose bulk files have no row. */
  public static final String BULK_DAYS_HEADER_ONLY = "bulk-days-header-only";

  /** Days whose stored rows were replaced by those of a newer bulk file. */
  public static final String BULK_DAYS_REPLACED = "bulk-days-replaced";

  /** Rows in which newer bulk files differ from those that they replaced. */
  public static final String BULK_ROWS_CHANGED = "bulk-rows-changed";

  /** Days of which a newer bulk file changed more than one row in ten. */
  public static final String BULK_DAYS_RESTATED = "bulk-days-restated";

  /** Days of which a newer bulk file without a row was fetched; the stored rows stay. */
  public static final String BULK_DAYS_UNCONFIRMED = "bulk-days-unconfirmed";

  /**
   * Bulk jobs whose files of the newest seven days have no row, although those of most days before
   * have.
   */
  public static final String BULK_JOBS_WITHOUT_RECENT_ROWS = "bulk-jobs-without-recent-rows";

  /** Bulk jobs with a file that is not fetched and that YouTube deletes within 14 days. */
  public static final String BULK_JOBS_LOSING_FILES = "bulk-jobs-losing-files";

  /** Bulk jobs with a time after which YouTube generates no files. */
  public static final String BULK_JOBS_EXPIRING = "bulk-jobs-expiring";

  /** Channels and content owners whose bulk files have never had a row. */
  public static final String BULK_ACCOUNTS_WITHOUT_ROWS = "bulk-accounts-without-rows";

  /** Retries. */
  public static final String RETRIES = "retries";

  /** Rows of responses. */
  public static final String ROWS = "rows";

  /** Refresh tokens that Google rotated and the token store did not save. */
  public static final String WRITE_BACKS_DENIED = "write-backs-denied";

  /** Requests with a response in an earlier run, which a resumed run did not plan. */
  public static final String ALREADY_ANSWERED = "already-answered";

  /** Planned requests that answer days of the back-fill. */
  public static final String BACKFILLED = "backfilled";

  /** Milliseconds of throttling, under the name that runners evaluate. */
  public static final String THROTTLED = Metrics.THROTTLE_TIME_COUNTER_NAME;

  private Counters() {}

  /** Requests with this status. */
  public static String outcomes(Status status) {
    return "outcomes-" + status;
  }

  /** Requests with this cause. */
  public static String failures(Cause cause) {
    return "failures-" + cause;
  }

  /** The present value of a counter of a pipeline's reads, including retried bundles. */
  public static long attempted(PipelineResult result, String name) {
    return attempted(result, AnalytixIO.class).getOrDefault(name, 0L);
  }

  /** The present values of all counters of a name space, including retried bundles. */
  public static Map<String, Long> attempted(PipelineResult result, Class<?> namespace) {
    MetricsFilter filter =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.inNamespace(namespace)).build();
    Map<String, Long> values = new TreeMap<>();
    for (MetricResult<Long> metric : result.metrics().queryMetrics(filter).getCounters()) {
      values.merge(metric.getName().getName(), metric.getAttempted(), Long::sum);
    }
    return values;
  }

  /** The names of all counters. */
  public static List<String> names() {
    return Stream.of(
            Stream.of(
                REQUESTS,
                DATA_API_CALLS,
                BULK_REQUESTS,
                BULK_LISTS,
                BULK_DAYS_MISSING,
                BULK_DAYS_HEADER_ONLY,
                BULK_DAYS_REPLACED,
                BULK_ROWS_CHANGED,
                BULK_DAYS_RESTATED,
                BULK_DAYS_UNCONFIRMED,
                BULK_JOBS_WITHOUT_RECENT_ROWS,
                BULK_JOBS_LOSING_FILES,
                BULK_JOBS_EXPIRING,
                BULK_ACCOUNTS_WITHOUT_ROWS,
                RETRIES,
                ROWS,
                WRITE_BACKS_DENIED,
                ALREADY_ANSWERED,
                BACKFILLED,
                THROTTLED),
            Arrays.stream(Status.values()).map(Counters::outcomes),
            Arrays.stream(Cause.values()).map(Counters::failures))
        .flatMap(names -> names)
        .toList();
  }
}
