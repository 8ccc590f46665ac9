// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.testing.Client;
import io.analytix.beam.testing.GroundTruthTest;
import io.analytix.beam.testing.ReportParameters;
import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupFilterTest {
  private static final LocalDate DAY = LocalDate.of(2026, 9, 10);

  private final SimulatedChannel channel = SimulatedChannel.named("city-potter").build();
  private final World world =
      World.builder(1).today(LocalDate.of(2026, 9, 20)).channel(channel).build();
  private final SimulatedGoogle google = SimulatedGoogle.start(world);
  private final Client client = new Client(google);
  private final String videos = group("youtube#video", channel.videos().subList(0, 3));
  private final String playlists = group("youtube#playlist", channel.playlists().subList(0, 2));
  private final String nothing = group("youtube#video", List.of());

  @AfterEach
  void stop() {
    google.close();
  }

  private String group(String itemType, List<String> members) {
    return google.makeGroup(
        "channel==" + channel.id(), "Group", itemType, members.toArray(String[]::new));
  }

  private Client.Reply query(ReportQuestion question) throws Exception {
    return client.report(client.accessToken(channel), ReportParameters.of(question));
  }

  private ReportQuestion question(String dimension, String metric) {
    return ReportQuestion.of(
            channel.id(), List.of(dimension), List.of(metric), DAY.minusDays(5), DAY)
        .sortedBy(dimension);
  }

  private static ReportQuestion of(String group, ReportQuestion question) {
    return question.filteredBy("group", List.of(group));
  }

  private List<Map<String, Object>> answerTo(ReportQuestion question) throws Exception {
    Client.Reply reply = query(question);
    assertThat(reply.status()).isEqualTo(200);
    return GroundTruthTest.rowsOf(reply.json());
  }

  @Test
  void group_ofVideos_addsUpItsMembers() throws Exception {
    ReportQuestion days = question("day", "views");

    assertThat(answerTo(of(videos, days)))
        .isEqualTo(world.truth(days.filteredBy("video", channel.videos().subList(0, 3))));
  }

  @Test
  void group_ofPlaylists_addsUpItsMembers() throws Exception {
    ReportQuestion sources = question("insightTrafficSourceType", "playlistViews");
    List<Map<String, Object>> rows = answerTo(of(playlists, sources));

    assertThat(rows)
        .isEqualTo(world.truth(sources.filteredBy("playlist", channel.playlists().subList(0, 2))));
    assertThat(rows).isNotEmpty();
  }

  @Test
  void group_withoutMembers_hasNoRows() throws Exception {
    assertThat(answerTo(of(nothing, question("day", "views")))).isEmpty();
  }

  @Test
  void group_cutByMember_isNotSupported() throws Exception {
    ReportQuestion byVideo =
        ReportQuestion.of(channel.id(), List.of("day", "video"), List.of("views"), DAY, DAY);

    assertThat(query(of(videos, byVideo)).status()).isEqualTo(400);
  }

  @Test
  void group_ofVideosInATableOfPlaylists_isNotSupported() throws Exception {
    assertThat(query(of(videos, question("day", "playlistViews"))).status()).isEqualTo(400);
  }

  @Test
  void group_unknown_isNotFound() throws Exception {
    assertThat(query(of("unknown", question("day", "views"))).status()).isEqualTo(404);
  }
}
