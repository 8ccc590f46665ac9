// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.http.BoundedHttp;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.plan.ListPosition;
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
 * Fetches tables of groups with one list request per call, so that the scheduler handles each like
 * a report request; delegates every other request to {@code next}.
 *
 * <p>A list of groups does not name its channel. Therefore a small report request for the channel
 * precedes it: Google refuses tokens of another channel there, as for every report.
 */
public final class GroupReportClient implements ReportClient {
  private final ReportClient next;
  private final GroupsClient groups;

  /** Creates a client that fetches lists with {@code groups} and reports with {@code next}. */
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
    ListPosition step = request.step();
    String owner = channel.contentOwner();
    if (step == null && owner == null) {
      return next.fetch(check(request), channel, token)
          .thenApply(any -> new ReportResponse(List.of(), List.of(request.at(ListPosition.FIRST))));
    }
    ListPosition list = step == null ? ListPosition.FIRST : step;
    String group = list.parent();
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
   * Returns the requests that are always sent, in their order. Further requests depend on the
   * responses.
   *
   * @param contentOwner the content owner on whose behalf requests are sent, null for a channel's
   *     own consent
   */
  public static List<ReportRequest> begin(ReportRequest request, @Nullable String contentOwner) {
    ReportRequest first = request.at(ListPosition.FIRST);
    return contentOwner == null ? List.of(check(request), first) : List.of(first);
  }

  /** Returns a report request that Google refuses for tokens of another channel. */
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
      page.groups().forEach(group -> more.add(request.at(ListPosition.items(group.id()))));
    }
    String following = page.nextPageToken();
    if (following != null) {
      more.add(request.at(ListPosition.FIRST.page(following)));
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

  /** Whether the group was deleted after it was listed; then it has no members. */
  private static boolean wasDeleted(@Nullable Throwable failed) {
    return failed != null
        && BoundedHttp.cause(failed) instanceof ApiException.ChannelRefused refused
        && refused.failure().cause() == Cause.NOT_FOUND;
  }

  /**
   * Returns the table; a refusal of the list becomes a refusal of this report only, because it does
   * not affect the channel's other reports.
   */
  private static ReportResponse orRefused(
      @Nullable Throwable failed, Supplier<ReportResponse> response) {
    if (failed == null) {
      return response.get();
    }
    Throwable cause = BoundedHttp.cause(failed);
    throw new CompletionException(
        cause instanceof ApiException.ChannelRefused refused
            ? new ApiException.ReportRefused(refused.failure())
            : cause);
  }
}
