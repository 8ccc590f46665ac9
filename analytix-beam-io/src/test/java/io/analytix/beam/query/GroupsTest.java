// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.Group;
import io.analytix.beam.youtube.GroupItem;
import io.analytix.beam.youtube.GroupPage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups and their members, as {@link AnalytixClient} fetches them. */
final class GroupsTest {
  private static final Instant NOON = Instant.parse("2026-09-20T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  @TempDir Path folder;

  private final SimulatedChannel maker = SimulatedChannel.named("maker").build();
  private final SimulatedGoogle google =
      SimulatedGoogle.start(
          World.builder(1).channel(maker).contentOwner("network", maker).build(), CLOCK);
  private final String owner = "channel==" + maker.id();

  @BeforeEach
  void write() throws Exception {
    google.writeTokenRecords(folder);
    google.writeTokenRecord(folder, google.world().contentOwners().get(0));
    google.writeClientSecrets(folder.resolve("client_secret"));
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private AnalytixClient client(String record) throws Exception {
    return AnalytixClient.ofRecord(
            FileTokenStore.in(folder.toString()),
            ClientSecretsSource.file(folder.resolve("client_secret").toString()),
            record)
        .withEndpoints(
            Endpoints.of(google.apiRootUrl().toString(), google.dataApiRootUrl().toString()))
        .withClock(CLOCK)
        .open();
  }

  @Test
  void fetchGroups_ofAnAccount_returnsAllFields() throws Exception {
    String video = maker.videos().get(0);
    String best = google.makeGroup(owner, "Best of", "youtube#video", video, "another");
    String empty = google.makeGroup(owner, "", "youtube#playlist");

    try (AnalytixClient client = client("maker")) {
      assertThat(client.fetchGroups())
          .isEqualTo(
              new GroupPage(
                  List.of(
                      new Group(best, "Best of", NOON, 2, "youtube#video"),
                      new Group(empty, "", NOON, 0, "youtube#playlist")),
                  null));
      assertThat(client.fetchGroups(List.of(empty), null).groups())
          .containsExactly(new Group(empty, "", NOON, 0, "youtube#playlist"));
    }
  }

  @Test
  void fetchGroups_ofNone_isAnEmptyPage() throws Exception {
    try (AnalytixClient client = client("maker")) {
      assertThat(client.fetchGroups()).isEqualTo(new GroupPage(List.of(), null));
    }
  }

  @Test
  void fetchGroups_ofMany_comeInPages() throws Exception {
    List<String> made = new ArrayList<>();
    for (int number = 0; number < 51; number++) {
      made.add(google.makeGroup(owner, "Group " + number, "youtube#video"));
    }

    try (AnalytixClient client = client("maker")) {
      GroupPage first = client.fetchGroups();
      GroupPage second = client.fetchGroups(List.of(), first.nextPageToken());

      List<Group> all = new ArrayList<>(first.groups());
      all.addAll(second.groups());
      assertThat(all.stream().map(Group::id)).containsExactlyElementsIn(made).inOrder();
      assertThat(second.nextPageToken()).isNull();
    }
  }

  @Test
  void fetchGroups_ofAContentOwner_areRequestedOnItsBehalf() throws Exception {
    String id =
        google.makeGroup("contentOwner==network", "Channels", "youtube#channel", maker.id());

    try (AnalytixClient client = client("network")) {
      assertThat(client.fetchGroups().groups())
          .containsExactly(new Group(id, "Channels", NOON, 1, "youtube#channel"));
      assertThat(client.fetchGroupItems(id).stream().map(GroupItem::resourceId))
          .containsExactly(maker.id());
    }
    assertThat(google.recordedCalls(Call.Kind.GROUP_ITEMS).get(0).call().parameters())
        .containsEntry("onBehalfOfContentOwner", "network");
  }

  @Test
  void fetchGroupItems_ofAGroup_areItsMembers() throws Exception {
    List<String> videos = maker.videos().subList(0, 3);
    String id = google.makeGroup(owner, "Best of", "youtube#video", videos.toArray(String[]::new));

    try (AnalytixClient client = client("maker")) {
      List<GroupItem> items = client.fetchGroupItems(id);

      assertThat(items.stream().map(GroupItem::resourceId))
          .containsExactlyElementsIn(videos)
          .inOrder();
      assertThat(items.stream().map(GroupItem::kind).distinct()).containsExactly("youtube#video");
      assertThat(items.stream().map(GroupItem::groupId).distinct()).containsExactly(id);
      assertThat(items.stream().map(GroupItem::id).distinct().toList()).hasSize(3);
    }
  }

  @Test
  void fetchGroupItems_unknownGroup_hasARemedy() throws Exception {
    try (AnalytixClient client = client("maker")) {
      AnalytixException.Refused refused =
          assertThrows(AnalytixException.Refused.class, () -> client.fetchGroupItems("none"));

      assertThat(refused.failure().cause()).isEqualTo(Cause.NOT_FOUND);
      assertThat(refused).hasMessageThat().isEqualTo("the account has no group 'none'");
    }
  }
}
