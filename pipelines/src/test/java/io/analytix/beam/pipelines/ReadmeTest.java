// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.Description;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void javaBlock_isWhatIsCompiled() throws IOException {
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme());
    Matcher compiled =
        Pattern.compile("// README: read\n(.*?) *// README: end", Pattern.DOTALL)
            .matcher(
                Files.readString(
                    Path.of("src/test/java/io/analytix/beam/pipelines/ReadmeSnippets.java")));

    assertThat(block.find() && compiled.find()).isTrue();
    assertThat(block.group(1).strip()).isEqualTo(compiled.group(1).stripTrailing().stripIndent());
  }

  @Test
  void javaBlock_builtIntoAPipeline_isAccepted() {
    assertThat(ReadmeSnippets.read(Pipeline.create())).hasLength(2);
  }

  @Test
  void optionsTables_nameEveryOptionOnceAndNoOther() throws IOException {
    List<String> options =
        Arrays.stream(AnalytixOptions.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Description.class))
            .map(method -> method.getName().replaceFirst("get", ""))
            .map(name -> "--" + Character.toLowerCase(name.charAt(0)) + name.substring(1))
            .toList();

    List<String> documented =
        readme()
            .lines()
            .filter(line -> line.startsWith("| `--"))
            .map(line -> line.split("\\|")[1])
            .flatMap(cell -> Pattern.compile("--\\w+").matcher(cell).results())
            .map(match -> match.group())
            .collect(Collectors.toList());

    assertThat(documented).containsExactlyElementsIn(options);
  }

  @Test
  void versions_areThoseOfTheBuild() throws IOException {
    String pom =
        Files.readString(ROOT.resolve("src/bom/pom.xml"))
            + Files.readString(ROOT.resolve("pom.xml"));
    String product = first("<version>(.+?)</version>", pom);
    String beam = first("<beam.version>(.+?)</beam.version>", pom);

    assertThat(all("<version>(.+?)</version>|io\\.analytix\\.beam:[\\w-]+:([\\w.-]+)", readme()))
        .containsExactly(product, product);
    assertThat(readme()).contains("Version " + product + " · Java 17 · Apache Beam " + beam);
    assertThat(readme()).contains("| Java | " + first("<maven.compiler.release>(.+?)<", pom));
    assertThat(readme()).contains("| Apache Beam | " + beam + " |");
    assertThat(readme()).contains("| DirectRunner | " + beam + " |");
    assertThat(readme())
        .contains(
            "| Flink | %s, with Beam's Flink runner %s |"
                .formatted(
                    first("beam-runners-flink-([\\d.]+)", pom),
                    first("<beam-flink.version>(.+?)<", pom)));
    assertThat(readme())
        .contains(
            "| Maven, to build | %s or newer |"
                .formatted(first("<requireMavenVersion>\\s*<version>\\[([\\d.]+),\\)", pom)));
  }

  @Test
  void reports_areCounted() throws IOException {
    assertThat(readme()).contains("[%d built-in reports]".formatted(Reports.names().size()));
  }

  private static String first(String pattern, String text) {
    return all(pattern, text).get(0);
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
        .toList();
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
