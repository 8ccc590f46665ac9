// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Counters;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Status;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the alerts and the dashboard of the Terraform module see of a night. */
final class NightlyCountersTest {
  @TempDir Path folder;

  @Test
  void counters_afterARevokedConsent_countTheFailures() throws Exception {
    try (NightlyBench night = new NightlyBench(folder, "one", "two", "three")) {
      night.bench.google.revoke(night.bench.world.channel("two").id());
      AnalytixOptions options =
          PipelineOptionsFactory.fromArgs(night.arguments("--targetParallelism=1"))
              .as(AnalytixOptions.class);

      PipelineResult result = AnalytixNightly.pipeline(options, NightlyBench.EVENING).run();

      Map<String, Long> counted = counted(result);
      assertThat(Counters.names()).containsAtLeastElementsIn(counted.keySet());
      assertThat(counted)
          .containsAtLeast(
              Counters.failures(Cause.TOKEN_REVOKED),
              7L,
              Counters.outcomes(Status.FAILED),
              7L,
              Counters.outcomes(Status.UNCHANGED),
              3L,
              Counters.REQUESTS,
              11L);
      assertThat(counted.get(Counters.ROWS)).isGreaterThan(0L);
    }
  }

  private static Map<String, Long> counted(PipelineResult result) {
    Map<String, Long> counted = new TreeMap<>();
    MetricsFilter ours =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.inNamespace(AnalytixIO.class))
            .build();
    result
        .metrics()
        .queryMetrics(ours)
        .getCounters()
        .forEach(counter -> counted.put(counter.getName().getName(), counter.getAttempted()));
    return counted;
  }
}
