// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** groups.list. */
final class GroupsEndpoint implements AuthorisedEndpoint {
  private static final Set<String> PARAMETERS =
      Set.of("id", "mine", "pageToken", "onBehalfOfContentOwner");

  /** The page size is Google's own: no parameter sets it. */
  private static final int PAGE = 50;

  private final Groups groups;

  GroupsEndpoint(Groups groups) {
    this.groups = groups;
  }

  @Override
  public Answer answer(Incoming incoming, Consent bearer) throws Refused {
    Map<String, String> given = Parameters.of(incoming, PARAMETERS);
    String owner = GroupOwner.of(given, bearer);
    @Nullable String token = given.get("pageToken");
    PageOf<Group> page =
        PageOf.of(
            wanted(owner, given),
            PAGE,
            token,
            () -> new Refused(ApiError.invalidValue(String.valueOf(token), "pageToken")));
    return Answer.json(
        GroupJson.list(
            "youtube#groupListResponse",
            page.items().stream().map(GroupJson::of).toList(),
            page.next()));
  }

  private List<Group> wanted(String owner, Map<String, String> given) throws Refused {
    @Nullable String ids = given.get("id");
    if (ids != null) {
      List<String> wanted = List.of(ids.split(","));
      return groups.of(owner).stream().filter(group -> wanted.contains(group.id())).toList();
    }
    if (!Parameters.required(given, "mine").equals("true")) {
      throw new Refused(ApiError.invalidValue(given.getOrDefault("mine", ""), "mine"));
    }
    return groups.of(owner);
  }
}
