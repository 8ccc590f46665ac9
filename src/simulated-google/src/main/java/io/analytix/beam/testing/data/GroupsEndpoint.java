// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.PageOf;
import io.analytix.beam.testing.server.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** groups.list. */
public final class GroupsEndpoint implements AuthorisedEndpoint {
  private static final Set<String> PARAMETERS =
      Set.of("id", "mine", "pageToken", "onBehalfOfContentOwner");

  /** Google's page size, which no parameter changes. */
  private static final int PAGE_SIZE = 50;

  private final Groups groups;

  public GroupsEndpoint(Groups groups) {
    this.groups = groups;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given = Parameters.of(incoming, PARAMETERS);
    String owner = GroupOwner.of(given, bearer);
    @Nullable String token = given.get("pageToken");
    PageOf<Group> page =
        PageOf.of(
            wanted(owner, given),
            PAGE_SIZE,
            token,
            () -> new ErrorResponse(ApiError.invalidValue(String.valueOf(token), "pageToken")));
    return HttpReply.json(
        GroupJson.list(
            "youtube#groupListResponse",
            page.items().stream().map(GroupJson::of).toList(),
            page.next()));
  }

  private List<Group> wanted(String owner, Map<String, String> given) throws ErrorResponse {
    @Nullable String ids = given.get("id");
    if (ids != null) {
      List<String> wanted = List.of(ids.split(","));
      return groups.of(owner).stream().filter(group -> wanted.contains(group.id())).toList();
    }
    if (!Parameters.required(given, "mine").equals("true")) {
      throw new ErrorResponse(ApiError.invalidValue(given.getOrDefault("mine", ""), "mine"));
    }
    return groups.of(owner);
  }
}
