// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.pipelines.bigquery.CompatibilityViews;
import io.analytix.beam.pipelines.bigquery.DatasetLease;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery.Fault;
import io.analytix.beam.report.Reports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The nightly job into BigQuery: the lock before the first request, and nothing secret anywhere.
 */
final class NightlyDatasetTest {
  @TempDir Path folder;
  private NightlyBench night;
  private FakeBigQuery bigQuery;

  @BeforeEach
  void start() throws Exception {
    night = new NightlyBench(folder, "one");
    bigQuery = new FakeBigQuery("ds", "EU");
  }

  @AfterEach
  void stop() throws Exception {
    bigQuery.close();
    night.close();
  }

  @Test
  void job_whileAnotherHoldsTheLock_sendsNoRequest() throws Exception {
    PipelineOptions options = options();
    try (DatasetLease other =
        DatasetLease.take(
            "proj:ds",
            List.of(Reports.find("channel_daily").orElseThrow()),
            CompatibilityViews.NONE,
            false,
            options)) {
      RuntimeException refused =
          assertThrows(
              RuntimeException.class, () -> AnalytixNightly.run(NightlyBench.EVENING, arguments()));

      assertThat(other).isNotNull();
      assertThat(ErrorMessages.of(refused)).contains("is being written by another run");
      assertThat(night.bench.google.recordedCalls()).isEmpty();
      assertThat(bigQuery.query("SELECT * FROM ds.channel_daily")).isEmpty();
    }
  }

  @Test
  void job_sendsRequestsAfterTakingTheLock_andLogsNoSecret() throws Exception {
    Log log = new Log();
    Logger root = Logger.getLogger("");
    Level level = root.getLevel();
    // Google's client then logs each request, with its headers.
    Logger requests = Logger.getLogger("com.google.api.client.http.HttpTransport");
    requests.setLevel(Level.CONFIG);
    List<Boolean> locked = Collections.synchronizedList(new ArrayList<>());
    night
        .bench
        .google
        .faults()
        .on(
            call -> {
              locked.add(bigQuery.table("ds", "analytix_outcomes").at("/labels").has(LOCK));
              return false;
            },
            io.analytix.beam.testing.Fault.INTERNAL_ERROR,
            1);
    List<String> said = new ArrayList<>();
    AnalytixOptions options =
        PipelineOptionsFactory.fromArgs(arguments("--verbose")).as(AnalytixOptions.class);
    try {
      Pipeline pipeline = AnalytixNightly.pipeline(options, NightlyBench.EVENING);
      said.add(new String(PipelineTranslation.toProto(pipeline).toByteArray(), ISO_8859_1));
      said.add(PipelineOptionsTranslation.toJson(pipeline.getOptions()));
      root.addHandler(log);
      assertThat(pipeline.run().waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
    } finally {
      root.removeHandler(log);
      root.setLevel(level);
      requests.setLevel(null);
    }

    assertThat(locked).isNotEmpty();
    assertThat(locked).doesNotContain(false);
    assertThat(bigQuery.query("SELECT * FROM ds.channel_daily")).isNotEmpty();
    assertThat(log.lines.stream().filter(line -> line.contains("jobs"))).isNotEmpty();
    assertThat(bigQuery.loaded()).isNotEmpty();
    said.addAll(log.lines);
    said.addAll(bigQuery.loaded());
    said.addAll(bigQuery.bodies());
    assertThat(night.bench.google.spelledSecrets()).isNotEmpty();
    for (String secret : night.bench.google.spelledSecrets()) {
      for (String text : said) {
        int at = text.indexOf(secret);
        assertWithMessage(
                "a secret after %s", text.substring(Math.max(0, at - 200), Math.max(0, at)))
            .that(at)
            .isEqualTo(-1);
      }
    }
  }

  @Test
  void job_tempLocationInAnotherRegion_printsTheRemedyAndChangesNothing() {
    bigQuery.faults(
        call ->
            call.startsWith("POST jobs") && call.contains("_load_")
                ? Fault.OTHER_LOCATION
                : Fault.NONE);

    RuntimeException refused =
        assertThrows(
            RuntimeException.class,
            () ->
                AnalytixNightly.run(
                    NightlyBench.EVENING,
                    arguments("--enforceImmutability=false", "--enforceEncodability=false")));

    assertThat(ErrorMessages.of(refused))
        .endsWith(
            "(invalid: Cannot read and write in different locations: source: US, destination: EU):"
                + " set --tempLocation to a bucket in the dataset's location");
    assertThat(ErrorMessages.of(refused)).startsWith("dataset proj:ds cannot load rows from ");
    assertThat(bigQuery.query("SELECT * FROM ds.channel_daily")).isEmpty();
    assertThat(bigQuery.query("SELECT * FROM ds.analytix_outcomes")).isEmpty();
  }

  private static final String LOCK = "analytix_lock_run";

  private PipelineOptions options() {
    return PipelineOptionsFactory.fromArgs(
            Stream.of(arguments())
                .filter(argument -> argument.matches("--(bigQuery|credential|project|temp).*"))
                .toArray(String[]::new))
        .create();
  }

  private String[] arguments(String... more) {
    return Stream.concat(
            Stream.of(night.arguments(more))
                .filter(argument -> !argument.matches("--(output|reports)=.*")),
            Stream.of(
                "--reports=channel_daily",
                "--outputDataset=proj:ds",
                "--bigQueryEndpoint=" + bigQuery.endpoint(),
                "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
                "--project=proj",
                "--tempLocation=" + folder,
                "--targetParallelism=1"))
        .toArray(String[]::new);
  }

  /**
   * All that is logged by anything but the simulated server, which logs what it hears, and the
   * runner.
   */
  private static final class Log extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord line) {
      String name = String.valueOf(line.getLoggerName());
      if (!name.startsWith("wiremock")
          && !name.contains("tomakehurst")
          && !name.startsWith("org.apache.beam.runners.direct")) {
        lines.add(name + ": " + formatter.format(line));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
