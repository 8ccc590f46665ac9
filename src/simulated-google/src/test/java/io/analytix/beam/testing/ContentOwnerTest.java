// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.analytix.beam.testing.server.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentOwnerTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 9, 10);

  private final SimulatedChannel one =
      SimulatedChannel.named("one")
          .scopes(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.MANAGE_SCOPE)
          .build();
  private final SimulatedChannel two = SimulatedChannel.named("two").monetised(false).build();
  private final SimulatedChannel foreign = SimulatedChannel.named("foreign").build();
  private final World world =
      World.builder(5)
          .today(LocalDate.of(2026, 9, 20))
          .channel(one)
          .channel(foreign)
          .contentOwner("network", one, two)
          .build();
  private final ContentOwner network = world.contentOwners().get(0);
  private final SimulatedGoogle google = SimulatedGoogle.start(world);
  private final Client client = new Client(google);
  private String token = "";

  @BeforeEach
  void authorise() throws Exception {
    token = client.accessToken(network);
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private Client.Reply report(String... more) throws Exception {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("ids", "contentOwner==network");
    parameters.put("startDate", FIRST.toString());
    parameters.put("endDate", LAST.toString());
    parameters.put("metrics", "views");
    for (int place = 0; place < more.length; place += 2) {
      parameters.put(more[place], more[place + 1]);
    }
    return client.report(token, parameters);
  }

  private long views(SimulatedChannel channel, Map<String, List<String>> filters) {
    ReportQuestion question =
        ReportQuestion.of(channel.id(), List.of(), List.of("views"), FIRST, LAST);
    for (Map.Entry<String, List<String>> filter : filters.entrySet()) {
      question = question.filteredBy(filter.getKey(), filter.getValue());
    }
    return (long) world.truth(question).get(0).get("views");
  }

  private static long total(Client.Reply reply) {
    return reply.json().at("/rows/0/0").asLong();
  }

  @Test
  void builder_channelsOfAContentOwner_joinTheWorldOnce() {
    assertThat(world.channels()).containsExactly(one, foreign, two).inOrder();
    assertThat(world.contentOwners())
        .containsExactly(new ContentOwner("network", List.of(one.id(), two.id())));
    assertThrows(IllegalArgumentException.class, () -> new ContentOwner("a;b", List.of()));
  }

  @Test
  void record_ofAContentOwner_namesItAndItsChannels(@TempDir Path folder) throws Exception {
    JsonNode record = Json.parse(Files.readString(google.writeTokenRecord(folder, network)));

    assertThat(record.get("content_owner").asText()).isEqualTo("network");
    assertThat(record.get("channel_ids"))
        .isEqualTo(Json.parse("[\"" + one.id() + "\",\"" + two.id() + "\"]"));
    assertThat(record.get("refresh_token").asText()).isEqualTo(google.refreshToken("network"));
    assertThat(record.has("channel_id")).isFalse();
  }

  @Test
  void report_ofOneChannel_isThatChannelsTruth() throws Exception {
    Client.Reply reply =
        report("filters", "channel==" + two.id(), "dimensions", "day", "sort", "day");

    List<String> days = new ArrayList<>();
    reply.json().get("rows").forEach(row -> days.add(row.get(0).asText() + "=" + row.get(1)));
    assertThat(days)
        .containsExactlyElementsIn(
            world.truth(two.id(), List.of("day"), List.of("views"), FIRST, LAST).stream()
                .map(row -> row.get("day") + "=" + row.get("views"))
                .toList())
        .inOrder();
    assertThat(google.recordedCalls(Call.Kind.REPORT).get(0).call().channelId())
        .isEqualTo(two.id());
  }

  @Test
  void report_ofSeveralChannels_isTheirSum() throws Exception {
    long sum = views(one, Map.of()) + views(two, Map.of());

    assertThat(total(report("filters", "channel==" + one.id() + "," + two.id()))).isEqualTo(sum);
    assertThat(total(report("filters", "claimedStatus==claimed"))).isEqualTo(sum);
    assertThat(report("filters", "uploaderType==thirdParty").json().has("rows")).isFalse();
  }

  @Test
  void report_byChannel_hasARowForEachThatIsNamed() throws Exception {
    JsonNode table =
        report(
                "filters", "channel==" + one.id() + "," + two.id(),
                "dimensions", "channel",
                "sort", "-views")
            .json();

    Map<String, Long> rows = new HashMap<>();
    table.get("rows").forEach(row -> rows.put(row.get(0).asText(), row.get(1).asLong()));
    assertThat(rows)
        .containsExactly(one.id(), views(one, Map.of()), two.id(), views(two, Map.of()));
  }

  @Test
  void report_ofVideos_looksThroughAllChannels() throws Exception {
    String video = one.videos().get(0);

    assertThat(total(report("filters", "video==" + video)))
        .isEqualTo(views(one, Map.of("video", List.of(video))));
  }

  @Test
  void report_ofMoney_isOfChannelsThatHaveSome() throws Exception {
    String both = "channel==" + one.id() + "," + two.id();

    assertThat(report("filters", both, "metrics", "estimatedRevenue").json())
        .isEqualTo(report("filters", "channel==" + one.id(), "metrics", "estimatedRevenue").json());
    assertThat(report("filters", "channel==" + two.id(), "metrics", "estimatedRevenue").status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "country==US", "deviceType==TV"})
  void report_notNarrowedDown_isNotSupported(String filters) throws Exception {
    Client.Reply reply = filters.isEmpty() ? report() : report("filters", filters);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.reason()).isEqualTo("badRequest");
  }

  @Test
  void channels_fiveHundred_areAccepted_andOneMoreIsNot() throws Exception {
    String five = String.join(",", Collections.nCopies(500, one.id()));

    assertThat(total(report("filters", "channel==" + five))).isEqualTo(views(one, Map.of()));
    assertThat(report("filters", "channel==" + five + "," + one.id()).status()).isEqualTo(400);
  }

  @Test
  void foreign_channelOwnerOrAccount_isForbidden() throws Exception {
    assertThat(report("filters", "channel==" + foreign.id()).status()).isEqualTo(403);
    assertThat(report("filters", "channel==" + one.id(), "ids", "contentOwner==other").status())
        .isEqualTo(403);
    assertThat(report("ids", "channel==" + one.id()).status()).isEqualTo(403);
    token = client.accessToken(one);
    assertThat(report("filters", "channel==" + one.id()).status()).isEqualTo(403);
  }

  @Test
  void historicalData_andCities_areForOneOfThemOnly() throws Exception {
    String filter = "channel==" + one.id();
    assertThat(report("filters", filter, "includeHistoricalChannelData", "true").status())
        .isEqualTo(200);
    String[] city = {"dimensions", "city", "sort", "-views", "maxResults", "25"};
    assertThat(
            report("filters", filter, city[0], city[1], city[2], city[3], city[4], city[5])
                .status())
        .isEqualTo(400);

    token = client.accessToken(one);
    assertThat(report("ids", "channel==MINE", "includeHistoricalChannelData", "true").status())
        .isEqualTo(400);
    assertThat(
            report("ids", "channel==MINE", city[0], city[1], city[2], city[3], city[4], city[5])
                .status())
        .isEqualTo(200);
    assertThat(report("ids", "channel==MINE", "dimensions", "channel").status()).isEqualTo(400);
  }

  @Test
  void group_ofVideos_isResolvedOnEachRequest() throws Exception {
    token = client.accessToken(one);
    List<String> videos = one.videos().subList(0, 2);
    String owner = "channel==" + one.id();
    String group = google.makeGroup(owner, "Two", "youtube#video", videos.toArray(String[]::new));
    assertThat(total(report("ids", "channel==MINE", "filters", "group==" + group)))
        .isEqualTo(views(one, Map.of("video", videos)));

    google.deleteGroup(owner, group);
    assertThat(report("ids", "channel==MINE", "filters", "group==" + group).status())
        .isEqualTo(404);
  }

  @Test
  void group_ofChannels_isTheirSum() throws Exception {
    String single = ofNetwork(one.id());
    assertThat(total(report("filters", "group==" + single))).isEqualTo(views(one, Map.of()));

    String group = ofNetwork(one.id(), two.id());
    assertThat(total(report("filters", "group==" + group)))
        .isEqualTo(views(one, Map.of()) + views(two, Map.of()));
    assertThat(report("filters", "group==" + group + ";channel==" + one.id()).status())
        .isEqualTo(400);
  }

  @Test
  void group_ofAnUnknownOrAnotherOwner_isNotFound() throws Exception {
    String group = ofNetwork(one.id());
    token = client.accessToken(one);

    assertThat(report("ids", "channel==MINE", "filters", "group==" + group).status())
        .isEqualTo(404);
    assertThat(report("ids", "channel==MINE", "filters", "group==nothing").status()).isEqualTo(404);
  }

  private String ofNetwork(String... channels) {
    return google.makeGroup("contentOwner==network", "Group", "youtube#channel", channels);
  }
}
