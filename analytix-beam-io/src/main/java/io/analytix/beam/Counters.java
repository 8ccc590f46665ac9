// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Status;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * The names of a read's counters, which alerts and dashboards rely on. Few, and none of a channel:
 * monitoring services bound how many a project may have.
 */
public final class Counters {
  /** Requests sent, retries included. */
  public static final String REQUESTS = "requests";

  /** Calls of the Data API to list uploads, repetitions included. */
  public static final String DATA_API_CALLS = "data-api-calls";

  /** Requests sent again. */
  public static final String RETRIES = "retries";

  /** Rows of answered requests. */
  public static final String ROWS = "rows";

  /** Refresh tokens that Google renewed and the token store did not take. */
  public static final String WRITE_BACKS_DENIED = "write-backs-denied";

  /** Requests that earlier runs were answered, and that a resumed run did not plan. */
  public static final String ALREADY_ANSWERED = "already-answered";

  /** Milliseconds waited for the pace, under the name that runners look for. */
  public static final String THROTTLED = Metrics.THROTTLE_TIME_COUNTER_NAME;

  private Counters() {}

  /** Requests that ended so. */
  public static String outcomes(Status status) {
    return "outcomes-" + status;
  }

  /** Requests that failed for this cause. */
  public static String failures(Cause cause) {
    return "failures-" + cause;
  }

  /** How much a pipeline's reads have counted so far under one of these names, by attempts. */
  public static long attempted(PipelineResult result, String name) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(AnalytixIO.class, name))
            .build();
    long sum = 0;
    for (MetricResult<Long> metric : result.metrics().queryMetrics(filter).getCounters()) {
      sum += metric.getAttempted();
    }
    return sum;
  }

  /** All of them. */
  public static List<String> names() {
    return Stream.of(
            Stream.of(
                REQUESTS,
                DATA_API_CALLS,
                RETRIES,
                ROWS,
                WRITE_BACKS_DENIED,
                ALREADY_ANSWERED,
                THROTTLED),
            Arrays.stream(Status.values()).map(Counters::outcomes),
            Arrays.stream(Cause.values()).map(Counters::failures))
        .flatMap(names -> names)
        .toList();
  }
}
