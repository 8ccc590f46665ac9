// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.guide;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestingPageTest {
  private static final Path PAGE = Path.of("../src/site/testing.md");
  private static final Path SNIPPETS =
      Path.of("src/test/java/io/analytix/beam/guide/TestingSnippets.java");

  @Test
  void javaBlocks_equalTheCompiledSnippets() throws IOException {
    List<String> blocks = found(PAGE, "```java\n(.*?)```");

    assertThat(blocks).isNotEmpty();
    assertThat(blocks)
        .containsExactlyElementsIn(
            found(SNIPPETS, "// testing.md: (?!end)\\w+\n(.*?) *// testing.md: end"))
        .inOrder();
  }

  private static List<String> found(Path file, String block) throws IOException {
    return Pattern.compile(block, Pattern.DOTALL)
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1).stripTrailing().stripIndent())
        .toList();
  }

  @Test
  void firstExample_runs(@TempDir Path folder) throws IOException {
    TestingSnippets.first(folder);
  }

  @Test
  void metadataExample_runs() {
    TestingSnippets.metadata(
        World.builder(7).channel(SimulatedChannel.named("alpine-baker").build()).build());
  }

  @Test
  void staging_troubleAndClock_areAccepted() throws IOException {
    World world = TestingSnippets.stage();
    SimulatedChannel channel = world.channel("quiet-potter");
    try (SimulatedGoogle google = TestingSnippets.withClock(world, Clock.systemUTC())) {
      TestingSnippets.trouble(google, channel);

      assertThat(TestingSnippets.inSecretManager(google).getName()).isNotEmpty();
      assertThat(world.channels()).hasSize(22);
      assertThat(TestingSnippets.reportStatuses(google)).isEmpty();
    }
  }
}
