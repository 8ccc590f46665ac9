// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.GroupItem;
import io.analytix.beam.youtube.GroupPage;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lists groups and their members. Sends one request per call and does not block; all futures
 * complete with a complete response or with an {@link ApiException}. Each call costs one unit of
 * the Analytics API.
 */
public interface GroupsClient {
  /**
   * Fetches one page of groups.
   *
   * @param ids the ids of the groups; empty for all groups of the account
   * @param pageToken the token of the previous page, null for the first page
   * @param contentOwner the content owner on whose behalf the request is sent, null for the account
   *     itself
   */
  CompletableFuture<GroupPage> groups(
      Collection<String> ids,
      @Nullable String pageToken,
      @Nullable String contentOwner,
      AccessToken token);

  /** Fetches all members of a group: this list has no pages. */
  CompletableFuture<List<GroupItem>> items(
      String groupId, @Nullable String contentOwner, AccessToken token);
}
