// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.plan.GroupStep;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.report.ReportDefinition;
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
public final class GroupTableClient implements ReportClient {
  private final ReportClient next;
  private final GroupClient groups;

  /** A client that asks {@code groups} for lists, {@code next} for reports. */
  public GroupTableClient(ReportClient next, GroupClient groups) {
    this.next = next;
    this.groups = groups;
  }

  @Override
  public CompletableFuture<ReportTable> fetch(
      ReportRequest request, ChannelIdentity channel, AccessToken token) {
    if (!request.report().isOfGroups()) {
      return next.fetch(request, channel, token);
    }
    GroupStep step = request.step();
    String owner = channel.contentOwner();
    if (step == null && owner == null) {
      return next.fetch(check(request), channel, token)
          .thenApply(any -> new ReportTable(List.of(), List.of(request.at(GroupStep.FIRST))));
    }
    GroupStep list = step == null ? GroupStep.FIRST : step;
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
                        ? ReportTable.EMPTY
                        : orRefused(failed, () -> table(request, items)));
  }

  /**
   * What is asked in any case, in its order: what else there is, only the answers tell.
   *
   * @param contentOwner on whose behalf, null for a channel itself
   */
  public static List<ReportRequest> begin(ReportRequest request, @Nullable String contentOwner) {
    ReportRequest first = request.at(GroupStep.FIRST);
    return contentOwner == null ? List.of(check(request), first) : List.of(first);
  }

  /** A report that only the channel's own tokens may ask for. */
  private static ReportRequest check(ReportRequest request) {
    return new ReportRequest(
        ReportDefinition.named(request.report().name()).metrics(ReportDefinition.CHECKED).build(),
        request.dates());
  }

  private static ReportTable table(ReportRequest request, GroupPage page) {
    boolean ofItems = request.report().isOfGroupItems();
    List<ReportRequest> more = new ArrayList<>();
    if (ofItems) {
      page.groups().forEach(group -> more.add(request.at(GroupStep.items(group.id()))));
    }
    String following = page.nextPageToken();
    if (following != null) {
      more.add(request.at(GroupStep.page(following)));
    }
    return new ReportTable(
        ofItems ? List.of() : lines(request, page.groups(), GroupTableClient::cells), more);
  }

  private static ReportTable table(ReportRequest request, List<GroupItem> items) {
    return new ReportTable(lines(request, items, GroupTableClient::cells));
  }

  private static <T> List<ReportTable.Line> lines(
      ReportRequest request, List<T> things, Function<T, List<@Nullable Object>> cells) {
    return things.stream()
        .map(thing -> new ReportTable.Line(request.dates().first(), cells.apply(thing)))
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
        && GoogleHttp.cause(failed) instanceof FetchException.ChannelRefused refused
        && refused.failure().cause() == Cause.NOT_FOUND;
  }

  /** What is told, or a refusal of the list, which says nothing of the channel's reports. */
  private static ReportTable orRefused(@Nullable Throwable failed, Supplier<ReportTable> told) {
    if (failed == null) {
      return told.get();
    }
    Throwable cause = GoogleHttp.cause(failed);
    throw new CompletionException(
        cause instanceof FetchException.ChannelRefused refused
            ? new FetchException.ReportRefused(refused.failure())
            : cause);
  }
}
