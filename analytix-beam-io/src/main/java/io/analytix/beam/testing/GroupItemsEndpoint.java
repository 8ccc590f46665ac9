// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** groupItems.list, insert and delete. */
final class GroupItemsEndpoint implements Endpoint.Authorised {
  private static final Set<String> PARAMETERS = Set.of("groupId", "id", "onBehalfOfContentOwner");

  private final World world;
  private final Groups groups;

  GroupItemsEndpoint(World world, Groups groups) {
    this.world = world;
    this.groups = groups;
  }

  @Override
  public Answer answer(Incoming incoming, Consent bearer) throws Refused {
    Map<String, String> given = Parameters.of(incoming, PARAMETERS);
    String owner = GroupOwner.of(incoming, given, bearer);
    return switch (incoming.method()) {
      case "POST" -> insert(owner, bearer.account(), Json.posted(incoming));
      case "DELETE" -> delete(owner, Parameters.required(given, "id"));
      default -> list(owner, Parameters.required(given, "groupId"));
    };
  }

  /** All items at once: this list has no pages. */
  private Answer list(String owner, String groupId) throws Refused {
    Group group = find(owner, groupId);
    return Answer.json(
        GroupJson.list(
            "youtube#groupItemListResponse",
            group.items().stream().map(item -> GroupJson.of(group, item)).toList(),
            Optional.empty()));
  }

  private Answer insert(String owner, Account account, JsonNode body) throws Refused {
    Group group = find(owner, Json.requiredText(body, "groupId"));
    String resourceId = Json.requiredText(body, "resource.id");
    String kind = body.at("/resource/kind").asText(group.itemType());
    if (!kind.equals(group.itemType())) {
      throw new Refused(ApiError.invalidValue(kind, "resource.kind"));
    }
    if (!Holdings.of(account, world).has(group.itemType(), resourceId)) {
      throw new Refused(ApiError.forbidden());
    }
    return groups
        .add(owner, group.id(), resourceId)
        .map(item -> Answer.json(GroupJson.of(group, item)))
        .orElseGet(Answer::noContent);
  }

  private Answer delete(String owner, String itemId) {
    return groups.remove(owner, itemId) ? Answer.noContent() : ApiError.notFound();
  }

  private Group find(String owner, String groupId) throws Refused {
    return groups.find(owner, groupId).orElseThrow(() -> new Refused(ApiError.notFound()));
  }
}
