// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates.terraform;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.Counters;
import io.analytix.beam.pipelines.parquet.StoreCounters;
import io.analytix.beam.templates.Approved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of the module can be checked without Terraform. */
final class ModuleFilesTest {
  private static final Path MODULE = Path.of("../terraform");
  private static final List<String> COUNTED =
      Stream.concat(Counters.names().stream(), Stream.of(StoreCounters.STORE_FAILURES)).toList();
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(?:variable|output) \"(\\w+)\" \\{\n(.*?)^\\}");

  @Test
  void counters_ofTheAlerts_areCountedByTheCode() throws IOException {
    JsonNode counters =
        new ObjectMapper().readTree(Files.readString(MODULE.resolve("counters.json")));

    for (Map.Entry<String, JsonNode> counter : counters.properties()) {
      assertThat(COUNTED).contains(counter.getKey());
      assertThat(counter.getValue().path("severity").asText()).isAnyOf("WARNING", "ERROR");
      assertThat(counter.getValue().path("title").asText()).isNotEmpty();
      assertThat(counter.getValue().path("text").asText()).isNotEmpty();
    }
  }

  @Test
  void counters_ofTheDashboard_areCountedByTheCode() throws IOException {
    String dashboard = Files.readString(MODULE.resolve("dashboard.tf"));
    Pattern named = Pattern.compile("metric_name = (starts_with\\()?\\\\\"([\\w-]+)\\\\\"");

    assertThat(named.matcher(dashboard).results().count()).isEqualTo(7);
    named
        .matcher(dashboard)
        .results()
        .forEach(
            name ->
                assertThat(
                        Counters.names().stream()
                            .anyMatch(
                                counter ->
                                    name.group(1) == null
                                        ? counter.equals(name.group(2))
                                        : counter.startsWith(name.group(2))))
                    .isTrue());
  }

  @Test
  void tablesOfTheReadme_areTheModulesInputsAndOutputs() throws IOException {
    Approved.assertSays(
        "terraform/README.md",
        "inputs",
        "| input | type | default | meaning |\n|---|---|---|---|\n" + rows("variables.tf", true));
    Approved.assertSays(
        "terraform/README.md",
        "outputs",
        "| output | meaning |\n|---|---|\n" + rows("outputs.tf", false));
  }

  @Test
  void module_hasNoProviderBlockAndNoSecretVersion() throws IOException {
    try (var files = Files.list(MODULE)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".tf")).toList()) {
        assertThat(Files.readString(file)).doesNotContainMatch("(?m)^provider \"");
        assertThat(Files.readString(file)).doesNotContain("google_secret_manager_secret_version");
      }
    }
  }

  private static String rows(String file, boolean input) throws IOException {
    return BLOCK
        .matcher(Files.readString(MODULE.resolve(file)))
        .results()
        .map(block -> row(block, input))
        .collect(Collectors.joining());
  }

  private static String row(MatchResult block, boolean input) {
    String body = block.group(2);
    String meaning = value(body, "description").replaceAll("^\"|\"$", "").replace("|", "\\|");
    if (!input) {
      return "| `%s` | %s |\n".formatted(block.group(1), meaning);
    }
    String preset = value(body, "default");
    return "| `%s` | `%s` | %s | %s |\n"
        .formatted(
            block.group(1),
            value(body, "type"),
            preset.isEmpty() ? "required" : "`" + preset + "`",
            meaning);
  }

  private static String value(String body, String name) {
    return Pattern.compile("(?m)^  " + name + " += (.*)$")
        .matcher(body)
        .results()
        .map(match -> match.group(1))
        .findFirst()
        .orElse("");
  }
}
