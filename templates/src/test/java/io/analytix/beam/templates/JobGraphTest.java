// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.api.services.dataflow.model.Environment;
import com.google.api.services.dataflow.model.Job;
import com.google.api.services.dataflow.model.WorkerPool;
import io.analytix.beam.pipelines.AnalytixNightly;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.bigquery.ReplaceInBigQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nightly job as Dataflow would get it, made without a network and without credentials. */
final class JobGraphTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-03-05T17:00:00Z"), ZoneOffset.UTC);

  @TempDir static Path shared;
  private static WrittenJob launched;

  @TempDir Path folder;

  /** As the Terraform module launches it with all that can be said. */
  @BeforeAll
  static void writeAsLaunched() throws Exception {
    Path file = shared.resolve("job.json");
    write(
        NOW,
        file,
        "--usePublicIps=false",
        "--subnetwork=regions/europe-west1/subnetworks/jobs",
        "--serviceAccount=analytix-worker@demo-project.iam.gserviceaccount.com",
        "--maxNumWorkers=2",
        "--labels={\"app\": \"analytix\"}",
        "--flexRSGoal=COST_OPTIMIZED",
        "--failOn=10");
    launched = WrittenJob.read(file);
  }

  @Test
  void job_isABatchJobOnRunnerV2WithWhatTheLaunchSays() throws Exception {
    Job job = launched.job();
    Environment environment = job.getEnvironment();
    WorkerPool workers = environment.getWorkerPools().get(0);

    assertThat(job.getType()).isEqualTo("JOB_TYPE_BATCH");
    assertThat(job.getName()).isEqualTo("analytix-nightly");
    assertThat(job.getLabels()).containsEntry("app", "analytix");
    assertThat(environment.getExperiments()).contains("use_runner_v2");
    assertThat(environment.getServiceAccountEmail())
        .isEqualTo("analytix-worker@demo-project.iam.gserviceaccount.com");
    assertThat(environment.getFlexResourceSchedulingGoal()).isEqualTo("FLEXRS_COST_OPTIMIZED");
    assertThat(workers.getIpConfiguration()).isEqualTo("WORKER_IP_PRIVATE");
    assertThat(workers.getSubnetwork()).isEqualTo("regions/europe-west1/subnetworks/jobs");
    assertThat(workers.getAutoscalingSettings().getMaxNumWorkers()).isEqualTo(2);
  }

  /** Dashboards and metrics go by them. */
  @Test
  void steps_haveTheirNames() {
    assertThat(launched.steps())
        .containsAtLeast(
            "ReadReports",
            "ReadReports/FetchShards",
            "ReadReports/PlanFetch",
            "ReadReports/ListTokenRecords",
            "ReadReports/ReadIdentities",
            "ReadReports/Start",
            "ReplaceInBigQuery",
            "DropStaging",
            "ReplaceInBigQuery/LoadStaging",
            "PrepareBigQuery/Prepare",
            "ReplaceInBigQuery/Replace",
            "ReplaceInBigQuery/StageShards",
            "WhetherFailed",
            "FailOn",
            "FailOn/Judge");
  }

  @Test
  void job_withoutFlexRsAndLimit_isScheduledAtOnceAndDoesNotFailItself() throws Exception {
    Path file = folder.resolve("job.json");
    write(NOW, file);
    WrittenJob plain = WrittenJob.read(file);

    assertThat(plain.job().getEnvironment().getFlexResourceSchedulingGoal())
        .isAnyOf(null, "FLEXRS_UNSPECIFIED");
    assertThat(plain.steps()).doesNotContain("FailOn");
  }

  @Test
  void days_areThoseOfTheLaunchInPacificTime() throws Exception {
    Path early = folder.resolve("early.json");
    Path late = folder.resolve("late.json");
    // An hour before and after midnight in Los Angeles, on the day when the clocks go forward.
    write(Clock.fixed(Instant.parse("2026-03-08T07:00:00Z"), ZoneOffset.UTC), early);
    String before = WrittenJob.read(early).all();
    write(Clock.fixed(Instant.parse("2026-03-08T09:00:00Z"), ZoneOffset.UTC), late);

    assertThat(before).contains("2026-03-06");
    assertThat(WrittenJob.read(late).all()).contains("2026-03-07");
  }

  @Test
  void job_ofSecretsThatAreRead_hasNoneOfThem() throws Exception {
    Path tokens = Files.createDirectories(folder.resolve("tokens"));
    Path client = folder.resolve("client.json");
    Files.writeString(
        tokens.resolve("alpine.json"),
        """
        {"access_token": "ya29.planted-access", "expires_in": 3599, "scope": "s",
         "token_type": "Bearer", "refresh_token": "1//planted-refresh", "id_token": "planted.id"}
        """);
    Files.writeString(
        client,
        """
        {"installed": {"client_id": "planted-id.apps.googleusercontent.com",
         "client_secret": "GOCSPX-planted-secret", "token_uri": "https://oauth2.googleapis.com/token",
         "auth_uri": "https://accounts.google.com/o/oauth2/auth"}}
        """);
    Path file = folder.resolve("job.json");
    List<String> arguments = new ArrayList<>(WrittenJob.OFFLINE);
    arguments.addAll(
        List.of(
            "--tokenRecords=file:" + tokens,
            "--clientSecrets=file:" + client,
            "--filesToStage=pom.xml",
            "--templateLocation=" + file));
    AnalytixOptions options =
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).as(AnalytixOptions.class);
    // What the nightly job refuses on Dataflow, so that the secrets are in reach when it is made.
    RunConfiguration request = RunConfiguration.of(options, NOW);
    var unused = request.client().read();
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply("ReadReports", request.read())
        .apply("ReplaceInBigQuery", ReplaceInBigQuery.to("demo-project:youtube_analytics"));
    pipeline.run();

    assertThat(WrittenJob.read(file).all()).contains(tokens.toString());
    assertThat(WrittenJob.read(file).all()).doesNotContain("planted");
  }

  @Test
  void job_withAFileStore_isRefused() {
    UsageException refused =
        assertThrows(
            UsageException.class,
            () -> write(NOW, folder.resolve("job.json"), "--tokenRecords=file:tokens"));

    assertThat(refused).hasMessageThat().startsWith("--tokenRecords is 'file:tokens'");
  }

  private static void write(Clock clock, Path file, String... more) {
    Map<String, String> arguments = new LinkedHashMap<>();
    List<String> all = new ArrayList<>(WrittenJob.OFFLINE);
    all.addAll(WrittenJob.NIGHTLY);
    // Else Beam reads every jar, to name it by its content.
    all.add("--filesToStage=pom.xml");
    all.add("--templateLocation=" + file);
    all.addAll(List.of(more));
    all.forEach(argument -> arguments.put(argument.split("=", 2)[0], argument));
    assertThat(AnalytixNightly.run(clock, arguments.values().toArray(String[]::new))).isNull();
  }
}
