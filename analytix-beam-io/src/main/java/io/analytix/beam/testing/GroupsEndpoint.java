// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** groups.list, insert, update and delete. */
final class GroupsEndpoint implements Endpoint.Authorised {
  private static final Set<String> PARAMETERS =
      Set.of("id", "mine", "pageToken", "onBehalfOfContentOwner");
  private static final Set<String> ITEM_TYPES =
      Set.of("youtube#video", "youtube#playlist", "youtube#channel", "youtubePartner#asset");
  private static final Set<String> CONTENT_OWNERS_TYPES =
      Set.of("youtube#channel", "youtubePartner#asset");

  /** The page size is Google's own: no parameter sets it. */
  private static final int PAGE = 50;

  private final Groups groups;
  private final Clock clock;

  GroupsEndpoint(Groups groups, Clock clock) {
    this.groups = groups;
    this.clock = clock;
  }

  @Override
  public Answer answer(Incoming incoming, Consent bearer) throws Refused {
    Map<String, String> given = Parameters.of(incoming, PARAMETERS);
    String owner = GroupOwner.of(incoming, given, bearer);
    return switch (incoming.method()) {
      case "POST" -> insert(owner, Json.posted(incoming));
      case "PUT" -> update(owner, Json.posted(incoming));
      case "DELETE" -> delete(owner, Parameters.required(given, "id"));
      default -> list(owner, given);
    };
  }

  private Answer list(String owner, Map<String, String> given) throws Refused {
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

  private Answer insert(String owner, JsonNode body) throws Refused {
    String title = Json.requiredText(body, "snippet.title");
    String itemType = Json.requiredText(body, "contentDetails.itemType");
    if (!ITEM_TYPES.contains(itemType)) {
      throw new Refused(ApiError.invalidValue(itemType, "contentDetails.itemType"));
    }
    if (CONTENT_OWNERS_TYPES.contains(itemType) && !owner.startsWith("contentOwner==")) {
      throw new Refused(ApiError.forbidden());
    }
    return Answer.json(GroupJson.of(groups.make(owner, title, itemType, clock.instant())));
  }

  private Answer update(String owner, JsonNode body) throws Refused {
    return groups
        .rename(owner, Json.requiredText(body, "id"), Json.requiredText(body, "snippet.title"))
        .map(group -> Answer.json(GroupJson.of(group)))
        .orElseGet(ApiError::notFound);
  }

  private Answer delete(String owner, String id) {
    return groups.delete(owner, id) ? Answer.noContent() : ApiError.notFound();
  }
}
