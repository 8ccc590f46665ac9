// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GroupFilterTest {
  private static final LocalDate DAY = LocalDate.of(2026, 9, 10);

  private final SimulatedChannel channel = SimulatedChannel.named("city-potter").build();
  private final World world =
      World.builder(1).today(LocalDate.of(2026, 9, 20)).channel(channel).build();
  private final Map<String, GroupFilter.Members> groups =
      Map.of(
          "videos",
          new GroupFilter.Members("video", channel.videos().subList(0, 3)),
          "playlists",
          new GroupFilter.Members("playlist", channel.playlists().subList(0, 2)),
          "nothing",
          new GroupFilter.Members("video", List.of()));
  private final ReportEndpoint endpoint =
      new ReportEndpoint(world, new Settings(), (owner, id) -> Optional.ofNullable(groups.get(id)));

  private Answer ask(Question question) {
    String query =
        Wording.of(question).entrySet().stream()
            .map(word -> word.getKey() + "=" + word.getValue())
            .collect(Collectors.joining("&"));
    Incoming incoming = Incoming.of("GET", "localhost", "/v2/reports?" + query, "", "", "");
    try {
      return endpoint.answer(incoming, Consent.usual(Account.of(channel)));
    } catch (Refused refused) {
      return refused.answer();
    }
  }

  private Question question(String dimension, String metric) {
    return Question.of(channel.id(), List.of(dimension), List.of(metric), DAY.minusDays(5), DAY)
        .sortedBy(dimension);
  }

  private static Question of(String group, Question question) {
    return question.filteredBy("group", List.of(group));
  }

  private List<Map<String, Object>> answerTo(Question question) {
    Answer answer = ask(question);
    assertThat(answer.status()).isEqualTo(200);
    return ReportTruthTest.rowsOf(Json.parse(answer.body()));
  }

  @Test
  void group_ofVideos_addsUpItsMembers() {
    Question days = question("day", "views");

    assertThat(answerTo(of("videos", days)))
        .isEqualTo(world.truth(days.filteredBy("video", channel.videos().subList(0, 3))));
  }

  @Test
  void group_ofPlaylists_addsUpItsMembers() {
    Question sources = question("insightTrafficSourceType", "playlistViews");
    List<Map<String, Object>> rows = answerTo(of("playlists", sources));

    assertThat(rows)
        .isEqualTo(world.truth(sources.filteredBy("playlist", channel.playlists().subList(0, 2))));
    assertThat(rows).isNotEmpty();
  }

  @Test
  void group_withoutMembers_hasNoRows() {
    assertThat(answerTo(of("nothing", question("day", "views")))).isEmpty();
  }

  @Test
  void group_cutByMember_isNotSupported() {
    Question videos =
        Question.of(channel.id(), List.of("day", "video"), List.of("views"), DAY, DAY);

    assertThat(ask(of("videos", videos)).status()).isEqualTo(400);
  }

  @Test
  void group_ofVideosInATableOfPlaylists_isNotSupported() {
    assertThat(ask(of("videos", question("day", "playlistViews"))).status()).isEqualTo(400);
  }

  @Test
  void group_unknown_isNotFound() {
    assertThat(ask(of("nobodys", question("day", "views"))).status()).isEqualTo(404);
  }
}
