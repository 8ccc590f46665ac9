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
 * Lists groups and their members. Asks once and does not block; all futures complete with the whole
 * of an answer or with a {@link ApiException}. Each call costs one unit of the Analytics API.
 */
public interface GroupsClient {
  /**
   * One page of groups.
   *
   * @param ids which groups; none for all of the account
   * @param pageToken of an earlier page, null for the first
   * @param contentOwner on whose behalf, null for the account itself
   */
  CompletableFuture<GroupPage> groups(
      Collection<String> ids,
      @Nullable String pageToken,
      @Nullable String contentOwner,
      AccessToken token);

  /** All members of a group: this list has no pages. */
  CompletableFuture<List<GroupItem>> items(
      String groupId, @Nullable String contentOwner, AccessToken token);
}
