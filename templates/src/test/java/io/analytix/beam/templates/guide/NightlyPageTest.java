// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates.guide;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.analytix.beam.templates.FakeLaunchService;
import io.analytix.beam.templates.Specs;
import io.analytix.beam.templates.TemplateForm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shell blocks of the page about the nightly job, typed one after the other with the real
 * {@code gcloud}; those without a language build, push or apply, and are not typed here.
 */
final class NightlyPageTest {
  private static final Path PAGE = Path.of("../src/site/nightly-on-dataflow.md");
  private static final String IMAGE = "example.com/analytix@sha256:" + "0".repeat(64);
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");

  @TempDir Path folder;

  @BeforeAll
  static void require() {
    boolean found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "gcloud")));
    assumeTrue(found, "skipped: there is no gcloud on the PATH");
  }

  @Test
  void commands_typedInOrder_doTheirWork() throws Exception {
    Files.writeString(folder.resolve("client_secret.json"), "{\"installed\": {}}");
    Files.createDirectories(folder.resolve("tokens"));
    Files.writeString(folder.resolve("tokens/alpine-baker.json"), "{\"refresh_token\": \"t\"}");
    try (FakeCloud cloud = new FakeCloud().secret("analytix-client");
        FakeLaunchService dataflow =
            new FakeLaunchService()
                .spec(
                    "gs://my-project-analytix-templates/analytix-nightly.json",
                    Specs.of(IMAGE, "2.71.0", TemplateForm.nightly()))) {
      String said = type(script(), cloud, dataflow);

      assertThat(cloud.secrets())
          .containsExactly(
              "analytix-client", List.of("{\"installed\": {}}"),
              "analytix-channel-alpine-baker", List.of("{\"refresh_token\": \"t\"}"));
      assertThat(said).contains("analytix-channel-alpine-baker");
      assertThat(cloud.ran()).containsExactly("analytix-nightly");
      assertThat(dataflow.started()).hasSize(1);
      assertThat(dataflow.started().get(0).getParameters())
          .containsEntry("startDate", "2020-01-01");
    }
  }

  private static String script() throws IOException {
    return "set -e\n"
        + BLOCK
            .matcher(Files.readString(PAGE))
            .results()
            .map(block -> block.group(1))
            .collect(Collectors.joining("\n"));
  }

  private String type(String script, FakeCloud cloud, FakeLaunchService dataflow) throws Exception {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = shell.environment();
    environment.put("CLOUDSDK_CONFIG", folder.resolve("gcloud").toString());
    environment.put("CLOUDSDK_CORE_DISABLE_PROMPTS", "1");
    environment.put("CLOUDSDK_CORE_DISABLE_USAGE_REPORTING", "true");
    environment.put("CLOUDSDK_AUTH_DISABLE_CREDENTIALS", "true");
    environment.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER", cloud.address().toString());
    environment.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDSCHEDULER", cloud.address().toString());
    environment.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_DATAFLOW", dataflow.address() + "/");
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertWithMessage(said).that(process.waitFor()).isEqualTo(0);
    return said;
  }
}
