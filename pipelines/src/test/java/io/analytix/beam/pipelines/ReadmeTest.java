// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;

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
  void optionsTable_namesEveryOptionAndNoOther() throws IOException {
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

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
