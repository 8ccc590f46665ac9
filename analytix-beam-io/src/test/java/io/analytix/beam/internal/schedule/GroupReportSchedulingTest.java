// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.youtube.GroupReportClient;
import io.analytix.beam.internal.youtube.GroupsClient;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.report.Reports;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.Group;
import io.analytix.beam.youtube.GroupItem;
import io.analytix.beam.youtube.GroupPage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GroupReportSchedulingTest {
  private static final LocalDate DAY = LocalDate.parse("2026-03-01");
  private static final AccessToken TOKEN =
      new AccessToken(Secret.of("token"), Instant.MAX, Set.of());

  private final Map<String, GroupPage> pages = new HashMap<>();
  private final Map<String, List<GroupItem>> items = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private @Nullable ApiException refusal;

  private final GroupReportClient client =
      new GroupReportClient(
          (request, channel, token) -> {
            asked.add("views of " + request.dates() + " of " + channel.channelId());
            return CompletableFuture.completedFuture(ReportResponse.EMPTY);
          },
          new Lists());

  /** Lists as they are written down here. */
  private final class Lists implements GroupsClient {
    @Override
    public CompletableFuture<GroupPage> groups(
        Collection<String> ids,
        @Nullable String pageToken,
        @Nullable String contentOwner,
        AccessToken token) {
      asked.add("page " + pageToken + " for " + contentOwner);
      return refusal == null
          ? CompletableFuture.completedFuture(pages.get(String.valueOf(pageToken)))
          : CompletableFuture.failedFuture(refusal);
    }

    @Override
    public CompletableFuture<List<GroupItem>> items(
        String groupId, @Nullable String contentOwner, AccessToken token) {
      asked.add("items of " + groupId);
      List<GroupItem> known = items.get(groupId);
      return known != null
          ? CompletableFuture.completedFuture(known)
          : CompletableFuture.failedFuture(
              new ApiException.ChannelRefused(Failure.of(Cause.NOT_FOUND, "no group"), true));
    }
  }

  private static Group group(String id) {
    return new Group(id, "Title " + id, null, 1, "youtube#video");
  }

  private PendingRequest asking(String table) {
    ChannelRef ref = new ChannelRef("record", "UC", null, null);
    DateRange day = new DateRange(DAY, DAY);
    ReportRequest request = new ReportRequest(Reports.find(table).orElseThrow(), day);
    return new PendingShard("run", 0, new Shard(ref, table, day), List.of(request))
        .pending()
        .get(0);
  }

  private Optional<String> follow(PendingRequest asking, @Nullable String owner) {
    Optional<String> wrong = Optional.empty();
    while (asking.response() == null && wrong.isEmpty()) {
      wrong =
          asking.answered(
              client.fetch(asking.nextQuery(), new ChannelIdentity("UC", owner), TOKEN).join(),
              new RequestHistory());
    }
    return wrong;
  }

  private static List<String> ids(PendingRequest asking, int column) {
    ReportResponse whole = asking.response();
    return whole == null
        ? List.of()
        : whole.lines().stream().map(line -> String.valueOf(line.cells().get(column))).toList();
  }

  @Test
  void fetch_listThatMovesWhileItIsRead_hasEachGroupOnce() {
    pages.put("null", new GroupPage(List.of(group("a"), group("b")), "2"));
    pages.put("2", new GroupPage(List.of(group("b"), group("c")), null));
    PendingRequest asking = asking("groups");

    assertThat(follow(asking, null)).isEqualTo(Optional.empty());

    assertThat(ids(asking, 0)).containsExactly("a", "b", "c").inOrder();
    assertThat(asked)
        .containsExactly(
            "views of 2026-03-01..2026-03-01 of UC", "page null for null", "page 2 for null")
        .inOrder();
  }

  @Test
  void fetch_listThatComesBackToAnEarlierPage_isNotFollowedForEver() {
    pages.put("null", new GroupPage(List.of(group("a")), "2"));
    pages.put("2", new GroupPage(List.of(group("b")), "2"));
    PendingRequest asking = asking("groups");

    assertThat(follow(asking, null))
        .isEqualTo(Optional.of("the list comes back to an earlier page"));

    assertThat(asking.response()).isNull();
  }

  @Test
  void fetch_groupDeletedSinceItWasListed_hasNoMembers() {
    pages.put("null", new GroupPage(List.of(group("a"), group("gone")), "2"));
    pages.put("2", new GroupPage(List.of(group("a"), group("c")), null));
    items.put("a", List.of(new GroupItem("i1", "a", "youtube#video", "v1")));
    items.put("c", List.of(new GroupItem("i2", "c", "youtube#video", "v1")));
    PendingRequest asking = asking("group_items");

    assertThat(follow(asking, "network")).isEqualTo(Optional.empty());

    assertThat(ids(asking, 1)).containsExactly("i1", "i2").inOrder();
    assertThat(asked)
        .containsExactly(
            "page null for network",
            "items of a",
            "items of gone",
            "page 2 for network",
            "items of c")
        .inOrder();
  }

  @Test
  void fetch_listThatIsRefused_saysNothingOfTheChannelsReports() {
    refusal = new ApiException.ChannelRefused(Failure.of(Cause.FORBIDDEN, "no"), true);
    PendingRequest asking = asking("groups");

    CompletionException failed =
        assertThrows(CompletionException.class, () -> follow(asking, "network"));

    assertThat(failed).hasCauseThat().isInstanceOf(ApiException.ReportRefused.class);
    assertThat(((ApiException) failed.getCause()).failure().cause()).isEqualTo(Cause.FORBIDDEN);
  }
}
