// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.Runners;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused with one line when the runner is Dataflow's; its own class is not needed. */
final class DataflowOptionsCheckTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "--tokenRecords", "secretmanager:projects/p/secrets/analytix-channel-*",
          "--clientSecrets", "secretmanager:projects/p/secrets/analytix-client",
          "--output", "gs://bucket/youtube");

  @ParameterizedTest
  @CsvSource({
    "--tokenRecords,file:tokens,secretmanager:projects/",
    "--clientSecrets,file:client.json,secretmanager:projects/",
    "--output,youtube,gs://",
    "--youtubeAnalyticsEndpoint,http://127.0.0.1:1,leave it out",
    "--youtubeDataEndpoint,http://127.0.0.1:1,leave it out",
    "--asOf,2026-03-15T12:00:00Z,leave it out",
  })
  void option_thatWorkersCannotUse_isRejectedWithTheRemedy(
      String option, String value, String wayOut) {
    UsageException refused =
        assertThrows(
            UsageException.class, () -> DataflowOptionsCheck.check(options(option + "=" + value)));

    assertThat(refused).hasMessageThat().startsWith(option + " is '" + value + "'");
    assertThat(refused).hasMessageThat().contains(wayOut);
    assertThat(refused.getMessage().lines().toList()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "--tokenRecords,secretmanager:projects/q/secrets/other-*",
    "--clientSecrets,secretmanager:projects/q/secrets/other",
    "--output,gs://other",
  })
  void options_thatNameCloudPlaces_areAccepted(String option, String value) {
    AnalytixOptions options = options(option + "=" + value);

    assertDoesNotThrow(() -> DataflowOptionsCheck.check(options));
    assertThat(List.of(options.getTokenRecords(), options.getClientSecrets(), options.getOutput()))
        .contains(value);
  }

  @Test
  void isDataflow_testRunnerOfDataflow_isTrue() {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.setRunner(TestDataflowRunner.class);

    assertThat(Runners.isDataflow(options)).isTrue();
  }

  @Test
  void runner_ofAnotherName_isNotDataflow() {
    PipelineOptions direct = PipelineOptionsFactory.create();

    assertThat(Runners.isDataflow(direct)).isFalse();
    assertThat(Runners.isDataflow(options())).isTrue();
  }

  @Test
  void job_withATemplateLocation_isOnlyWritten() {
    AnalytixOptions options = options();
    assertThat(DataflowOptionsCheck.isOnlyWritten(options)).isFalse();

    options.as(DataflowOptionsCheck.Template.class).setTemplateLocation("gs://bucket/job");

    assertThat(DataflowOptionsCheck.isOnlyWritten(options)).isTrue();
  }

  private static AnalytixOptions options(String... other) {
    Map<String, String> said = new LinkedHashMap<>(GOOD);
    for (String option : other) {
      said.put(option.split("=", 2)[0], option.split("=", 2)[1]);
    }
    List<String> arguments = new ArrayList<>();
    said.forEach((name, value) -> arguments.add(name + "=" + value));
    AnalytixOptions options =
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).as(AnalytixOptions.class);
    options.setRunner(DataflowRunner.class);
    return options;
  }

  /** Has the name that counts. */
  private static class DataflowRunner extends PipelineRunner<PipelineResult> {
    @Override
    public PipelineResult run(Pipeline pipeline) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class TestDataflowRunner extends DataflowRunner {}
}
