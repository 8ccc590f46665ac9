// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.guide;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.query.AnalytixClient;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.GroupItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueryPageTest {
  private static final Path PAGE = Path.of("../src/site/query-command.md");
  private static final Path SNIPPETS =
      Path.of("src/test/java/io/analytix/beam/guide/QuerySnippets.java");

  @Test
  void javaBlocks_equalTheCompiledSnippets() throws IOException {
    List<String> blocks = found(PAGE, "```java\n(.*?)```");

    assertThat(blocks).isNotEmpty();
    assertThat(blocks)
        .containsExactlyElementsIn(
            found(SNIPPETS, "// query-command.md: (?!end)\\w+\n(.*?) *// query-command.md: end"))
        .inOrder();
    assertThat(QuerySnippets.setup()).isNotNull();
  }

  @Test
  void example_query_returnsDaysAndMembers(@TempDir Path folder) throws Exception {
    SimulatedChannel channel = SimulatedChannel.named("alpine-baker").build();
    World world = World.builder(7).today(LocalDate.parse("2026-11-20")).channel(channel).build();
    Clock clock = Clock.fixed(Instant.parse("2026-11-20T20:00:00Z"), ZoneOffset.UTC);
    try (SimulatedGoogle google = SimulatedGoogle.start(world, clock)) {
      google.makeGroup("channel==" + channel.id(), "Best", "youtube#video", "one", "two");
      Path client = google.writeClientSecrets(folder.resolve("client.json"));
      Path tokens = google.writeTokenRecords(folder.resolve("tokens"));
      Map<LocalDate, Long> views = new TreeMap<>();
      List<GroupItem> members = new ArrayList<>();

      QuerySnippets.ask(
          AnalytixClient.ofRecord(
                  FileTokenStore.in(tokens.toString()),
                  ClientSecretsSource.file(client.toString()),
                  "alpine-baker")
              .withEndpoints(
                  Endpoints.of(google.apiRootUrl().toString(), google.dataApiRootUrl().toString()))
              .withClock(clock),
          views,
          members);

      Map<LocalDate, Long> truth = new TreeMap<>();
      world
          .truth(
              channel.id(),
              List.of("day"),
              List.of("views"),
              LocalDate.parse("2026-10-22"),
              LocalDate.parse("2026-11-19"))
          .forEach(row -> truth.put((LocalDate) row.get("day"), (Long) row.get("views")));
      assertThat(views).isEqualTo(truth);
      assertThat(views).isNotEmpty();
      assertThat(members.stream().map(GroupItem::resourceId)).containsExactly("one", "two");
    }
  }

  private static List<String> found(Path file, String block) throws IOException {
    return Pattern.compile(block, Pattern.DOTALL)
        .matcher(Files.readString(file))
        .results()
        .map(match -> match.group(1).stripTrailing().stripIndent())
        .toList();
  }
}
