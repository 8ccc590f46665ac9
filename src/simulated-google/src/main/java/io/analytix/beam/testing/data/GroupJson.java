// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.server.Etag;
import io.analytix.beam.testing.server.Json;
import java.util.List;
import java.util.Optional;

/** The JSON of groups. An etag changes with the content. */
final class GroupJson {
  private GroupJson() {}

  static ObjectNode of(Group group) {
    ObjectNode json = Json.object().put("kind", "youtube#group").put("id", group.id());
    json.putObject("snippet")
        .put("publishedAt", group.publishedAt().toString())
        .put("title", group.title());
    json.putObject("contentDetails")
        .put("itemCount", Integer.toString(group.items().size()))
        .put("itemType", group.itemType());
    return tagged(json);
  }

  static ObjectNode of(Group group, Group.Item item) {
    ObjectNode json =
        Json.object()
            .put("kind", "youtube#groupItem")
            .put("id", item.id())
            .put("groupId", group.id());
    json.putObject("resource").put("kind", group.itemType()).put("id", item.resourceId());
    return tagged(json);
  }

  static ObjectNode list(String kind, List<ObjectNode> items, Optional<String> nextPageToken) {
    ObjectNode json = Json.object().put("kind", kind);
    ArrayNode array = json.putArray("items");
    items.forEach(array::add);
    nextPageToken.ifPresent(token -> json.put("nextPageToken", token));
    return tagged(json);
  }

  private static ObjectNode tagged(ObjectNode json) {
    return json.put("etag", Etag.of(json));
  }
}
