// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates.terraform;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.services.dataflow.model.ContainerSpec;
import com.google.api.services.dataflow.model.FlexTemplateRuntimeEnvironment;
import com.google.api.services.dataflow.model.LaunchFlexTemplateParameter;
import com.google.api.services.dataflow.model.LaunchFlexTemplateRequest;
import io.analytix.beam.templates.FakeLaunchService;
import io.analytix.beam.templates.LaunchRules;
import io.analytix.beam.templates.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scheduler would post, for every way in which the module's tests set it up. */
final class LaunchBodyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Applied> APPLIED = new ArrayList<>();

  @TempDir static Path folder;

  /** A test run of the module that was applied: its launches, and the spec that they name. */
  private record Applied(String run, Map<String, String> launches, String specPath, String spec) {}

  @BeforeAll
  static void applyWithMocks() throws Exception {
    Terraform.require();
    try (Terraform terraform = new Terraform(folder)) {
      Terraform.Ended init =
          terraform.run(terraform.module(), "init", "-backend=false", "-input=false", "-no-color");
      assertWithMessage(init.out()).that(init.exitCode()).isEqualTo(0);
      Terraform.Ended ended = terraform.run(terraform.module(), "test", "-json", "-verbose");
      assertWithMessage(ended.out()).that(ended.exitCode()).isEqualTo(0);
      for (String line : ended.out().lines().toList()) {
        read(JSON.readTree(line));
      }
    }
  }

  private static void read(JsonNode message) {
    JsonNode values = message.path("test_state");
    JsonNode launches = values.at("/outputs/launch_bodies/value");
    if (launches.isEmpty()) {
      return;
    }
    String spec = "";
    for (JsonNode resource : values.at("/root_module/resources")) {
      if (resource.path("type").asText().equals("google_storage_bucket_object")) {
        spec = resource.at("/values/content").asText();
      }
    }
    APPLIED.add(
        new Applied(
            message.path("@testrun").asText(),
            JSON.convertValue(
                launches,
                JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class)),
            values.at("/outputs/spec_path/value").asText(),
            spec));
  }

  @Test
  void bodies_ofEveryRun_areKnownToTheApiAndToTheTemplate() throws Exception {
    assertThat(APPLIED.size()).isAtLeast(8);
    for (Applied applied : APPLIED) {
      ContainerSpec spec = Specs.read(applied.spec(), ContainerSpec.class);
      for (String body : applied.launches().values()) {
        LaunchFlexTemplateParameter launch = launch(body);
        assertWithMessage(applied.run())
            .that(LaunchRules.violations(spec.getMetadata(), launch.getParameters()))
            .isEmpty();
        assertThat(launch.getContainerSpecGcsPath()).isEqualTo(applied.specPath());
        assertThat(launch.getEnvironment().getServiceAccountEmail())
            .isEqualTo("sa@demo-project.iam.gserviceaccount.com");
      }
    }
  }

  @Test
  void spec_ofTheModule_isWhatTheTemplateWrites() throws Exception {
    String metadata = Files.readString(Path.of("analytix-nightly/metadata.json"));

    assertThat(JSON.readTree(APPLIED.get(0).spec()).path("metadata"))
        .isEqualTo(JSON.readTree(metadata));
  }

  @Test
  void nightlyLaunch_isTaken_andTheCatchUpIsRefusedWhileItRuns() throws Exception {
    Applied applied = run("scheduler_posts_the_launch_bodies");
    try (FakeLaunchService dataflow =
        new FakeLaunchService()
            .spec(applied.specPath(), Specs.read(applied.spec(), ContainerSpec.class))) {
      assertThat(dataflow.post(applied.launches().get("nightly")).statusCode()).isEqualTo(200);
      assertThat(dataflow.post(applied.launches().get("catch-up")).statusCode()).isEqualTo(409);

      dataflow.end("analytix-nightly");

      assertThat(dataflow.post(applied.launches().get("catch-up")).statusCode()).isEqualTo(200);
      assertThat(dataflow.started().get(1).getParameters()).containsEntry("resume", "true");
    }
  }

  @Test
  void body_withAMistypedParameter_isRefusedByItsName() throws Exception {
    Applied applied = run("scheduler_posts_the_launch_bodies");
    try (FakeLaunchService dataflow =
        new FakeLaunchService()
            .spec(applied.specPath(), Specs.read(applied.spec(), ContainerSpec.class))) {
      String mistyped = applied.launches().get("nightly").replace("tokenRecords", "tokenRecord");

      String answer = dataflow.post(mistyped).body();

      assertThat(answer).contains("\"parameter\":\"tokenRecord\"");
      assertThat(answer).contains("\"parameter\":\"tokenRecords\"");
      assertThat(dataflow.started()).isEmpty();
    }
  }

  @Test
  void environment_ofPrivateWorkers_isTyped() throws Exception {
    FlexTemplateRuntimeEnvironment environment =
        launch(run("private_workers").launches().get("nightly")).getEnvironment();

    assertThat(environment.getIpConfiguration()).isEqualTo("WORKER_IP_PRIVATE");
    assertThat(environment.getFlexrsGoal()).isEqualTo("FLEXRS_COST_OPTIMIZED");
    assertThat(environment.getMaxWorkers()).isEqualTo(2);
    assertThat(environment.getAdditionalUserLabels()).containsEntry("app", "analytix");
  }

  private static Applied run(String name) {
    return APPLIED.stream().filter(applied -> applied.run().equals(name)).findFirst().orElseThrow();
  }

  private static LaunchFlexTemplateParameter launch(String body) throws Exception {
    return Specs.read(body, LaunchFlexTemplateRequest.class).getLaunchParameter();
  }
}
