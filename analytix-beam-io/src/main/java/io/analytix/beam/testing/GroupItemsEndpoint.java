// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** groupItems.list: all members at once, without pages. */
final class GroupItemsEndpoint implements AuthorisedEndpoint {
  private static final Set<String> PARAMETERS = Set.of("groupId", "onBehalfOfContentOwner");

  private final Groups groups;

  GroupItemsEndpoint(Groups groups) {
    this.groups = groups;
  }

  @Override
  public Answer answer(Incoming incoming, Consent bearer) throws Refused {
    Map<String, String> given = Parameters.of(incoming, PARAMETERS);
    String owner = GroupOwner.of(given, bearer);
    Group group =
        groups
            .find(owner, Parameters.required(given, "groupId"))
            .orElseThrow(() -> new Refused(ApiError.notFound()));
    return Answer.json(
        GroupJson.list(
            "youtube#groupItemListResponse",
            group.items().stream().map(item -> GroupJson.of(group, item)).toList(),
            Optional.empty()));
  }
}
