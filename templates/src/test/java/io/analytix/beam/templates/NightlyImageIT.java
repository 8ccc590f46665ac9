// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.services.dataflow.model.ContainerSpec;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image as it was built, unpacked; what is made of it lies beside it in {@code target/image}.
 */
final class NightlyImageIT {
  private static final Path IMAGE = Path.of("target/image").toAbsolutePath();

  @TempDir static Path unpacked;
  private static Map<String, String> environment;

  @BeforeAll
  static void unpack() throws Exception {
    Path parts = Files.createDirectories(unpacked.resolve("parts"));
    run(parts, List.of("tar", "xf", IMAGE.resolve("image.tar").toString()));
    ObjectMapper json = new ObjectMapper();
    JsonNode manifest = json.readTree(parts.resolve("manifest.json").toFile()).path(0);
    for (JsonNode layer : manifest.path("Layers")) {
      run(unpacked, List.of("tar", "xf", parts.resolve(layer.asText()).toString()));
    }
    environment = new LinkedHashMap<>();
    File config = parts.resolve(manifest.path("Config").asText()).toFile();
    for (JsonNode variable : json.readTree(config).at("/config/Env")) {
      String[] nameAndValue = variable.asText().split("=", 2);
      environment.put(nameAndValue[0], nameAndValue[1]);
    }
  }

  @Test
  void libraries_areThoseOfProductionOnly() throws Exception {
    List<String> jars = jars();

    assertThat(jars.size()).isGreaterThan(100);
    assertThat(jars.stream().anyMatch(jar -> jar.startsWith("analytix-beam-pipelines"))).isTrue();
    assertThat(jars.stream().anyMatch(jar -> jar.startsWith("beam-runners-google-cloud"))).isTrue();
    for (String unwanted :
        List.of(
            "wiremock", "testing", "duckdb", "picocli", "junit", "beam-runners-direct", "flink")) {
      assertWithMessage(unwanted)
          .that(jars.stream().filter(jar -> jar.contains(unwanted)).toList())
          .isEmpty();
    }
  }

  @Test
  void mainClass_inTheImage_writesTheNightlyJob() throws Exception {
    Path job = IMAGE.resolve("job.json");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + KeptStager.FOLDER + "=" + IMAGE,
                "-cp",
                classPath(),
                environment.get("FLEX_TEMPLATE_JAVA_MAIN_CLASS")));
    command.addAll(WrittenJob.OFFLINE);
    command.addAll(WrittenJob.NIGHTLY);
    command.add("--templateLocation=" + job);

    run(unpacked, command);

    WrittenJob written =
        new WrittenJob(
            Files.readString(job),
            RunnerApi.Pipeline.parseFrom(Files.readAllBytes(IMAGE.resolve("pipeline.pb"))));
    assertThat(written.job().getType()).isEqualTo("JOB_TYPE_BATCH");
    assertThat(written.job().getEnvironment().getExperiments()).contains("use_runner_v2");
    assertThat(written.steps()).containsAtLeast("ReadReports/FetchShards", "ReplaceInBigQuery");
  }

  @Test
  void spec_ofTheImage_namesItByItsDigest() throws Exception {
    String digest = Files.readString(IMAGE.resolve("digest")).strip();
    String name = System.getProperty("template.image").replaceFirst(":[^/]*$", "");
    Path spec = IMAGE.resolve("analytix-nightly.json");

    WriteSpec.write(name + "@" + digest, spec);

    ContainerSpec read = Specs.read(Files.readString(spec), ContainerSpec.class);
    assertThat(read.getImage()).endsWith(digest);
    assertThat(read.getMetadata()).isEqualTo(TemplateForm.nightly());
  }

  @Test
  void billOfMaterials_namesEveryLibrary() throws Exception {
    assumeFalse(
        "offline=true".equals(System.getProperty("maven.mode")),
        "skipped: its plugin makes no bill with mvn -o");
    String bill = Files.readString(IMAGE.resolve("sbom.json"));

    assertThat(bill).contains("\"bomFormat\" : \"CycloneDX\"");
    assertThat(bill).contains("beam-runners-google-cloud-dataflow-java");
    assertThat(Files.readString(IMAGE.resolve("licences.txt"))).contains("beam-sdks-java-core");
  }

  private static List<String> jars() throws Exception {
    try (Stream<Path> files = Files.walk(unpacked.resolve("template"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .toList();
    }
  }

  /** The image's own class path where it was unpacked, and the stager of these tests. */
  private static String classPath() {
    return environment
            .get("FLEX_TEMPLATE_JAVA_CLASSPATH")
            .replace("/template", unpacked + "/template")
        + File.pathSeparator
        + Path.of("target/test-classes").toAbsolutePath();
  }

  private static void run(Path folder, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertWithMessage("%s: %s", command.get(0), said).that(process.waitFor()).isEqualTo(0);
  }
}
