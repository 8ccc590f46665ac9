// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.plan.GroupPosition;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.ReportSource;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.Group;
import io.analytix.beam.youtube.GroupItem;
import io.analytix.beam.youtube.GroupPage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks for tables of groups list by list, so that each call takes its turn in the lane like a
 * report; passes every other request on to {@code next}.
 *
 * <p>No list of groups names the channel that it is of. So one is preceded by a small report that
 * does: tokens of another channel are refused there, as for every report.
 */
public final class GroupReportClient implements ReportClient {
  private final ReportClient next;
  private final GroupsClient groups;

  /** A client that asks {@code groups} for lists, {@code next} for reports. */
  public GroupReportClient(ReportClient next, GroupsClient groups) {
    this.next = next;
    this.groups = groups;
  }

  @Override
  public CompletableFuture<ReportResponse> fetch(
      ReportRequest request, ChannelIdentity channel, AccessToken token) {
    if (!request.report().source().usesGroups()) {
      return next.fetch(request, channel, token);
    }
    GroupPosition step = request.step();
    String owner = channel.contentOwner();
    if (step == null && owner == null) {
      return next.fetch(check(request), channel, token)
          .thenApply(
              any -> new ReportResponse(List.of(), List.of(request.at(GroupPosition.FIRST))));
    }
    GroupPosition list = step == null ? GroupPosition.FIRST : step;
    String group = list.group();
    return group == null
        ? groups
            .groups(List.of(), list.page(), owner, token)
            .handle((page, failed) -> orRefused(failed, () -> table(request, page)))
        : groups
            .items(group, owner, token)
            .handle(
                (items, failed) ->
                    wasDeleted(failed)
                        ? ReportResponse.EMPTY
                        : orRefused(failed, () -> table(request, items)));
  }

  /**
   * What is asked in any case, in its order: what else there is, only the answers tell.
   *
   * @param contentOwner on whose behalf, null for a channel itself
   */
  public static List<ReportRequest> begin(ReportRequest request, @Nullable String contentOwner) {
    ReportRequest first = request.at(GroupPosition.FIRST);
    return contentOwner == null ? List.of(check(request), first) : List.of(first);
  }

  /** A report that only the channel's own tokens may ask for. */
  private static ReportRequest check(ReportRequest request) {
    return new ReportRequest(
        ReportDefinition.named(request.report().name())
            .metrics(ReportDefinition.TOTALS_METRIC)
            .build(),
        request.dates());
  }

  private static ReportResponse table(ReportRequest request, GroupPage page) {
    boolean ofItems = request.report().source() == ReportSource.GROUP_ITEMS_LIST;
    List<ReportRequest> more = new ArrayList<>();
    if (ofItems) {
      page.groups().forEach(group -> more.add(request.at(GroupPosition.items(group.id()))));
    }
    String following = page.nextPageToken();
    if (following != null) {
      more.add(request.at(GroupPosition.page(following)));
    }
    return new ReportResponse(
        ofItems ? List.of() : lines(request, page.groups(), GroupReportClient::cells), more);
  }

  private static ReportResponse table(ReportRequest request, List<GroupItem> items) {
    return new ReportResponse(lines(request, items, GroupReportClient::cells));
  }

  private static <T> List<ReportResponse.Line> lines(
      ReportRequest request, List<T> things, Function<T, List<@Nullable Object>> cells) {
    return things.stream()
        .map(thing -> new ReportResponse.Line(request.dates().first(), cells.apply(thing)))
        .toList();
  }

  private static List<@Nullable Object> cells(Group group) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(group.id());
    cells.add(group.title());
    cells.add(group.publishedAt());
    cells.add(group.itemCount());
    cells.add(group.itemType());
    return cells;
  }

  private static List<@Nullable Object> cells(GroupItem item) {
    return List.of(item.groupId(), item.id(), item.kind(), item.resourceId());
  }

  /** A group that was deleted since it was listed has no members. */
  private static boolean wasDeleted(@Nullable Throwable failed) {
    return failed != null
        && ApiHttpClient.cause(failed) instanceof ApiException.ChannelRefused refused
        && refused.failure().cause() == Cause.NOT_FOUND;
  }

  /** What is told, or a refusal of the list, which says nothing of the channel's reports. */
  private static ReportResponse orRefused(
      @Nullable Throwable failed, Supplier<ReportResponse> told) {
    if (failed == null) {
      return told.get();
    }
    Throwable cause = ApiHttpClient.cause(failed);
    throw new CompletionException(
        cause instanceof ApiException.ChannelRefused refused
            ? new ApiException.ReportRefused(refused.failure())
            : cause);
  }
}
