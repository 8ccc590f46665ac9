// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lists of groups and of their items, strictly: a member that lacks its id, or a list
 * that carries errors, is a {@link BadAnswer}. {@code etag} and {@code kind} may be absent.
 */
final class GroupReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private GroupReader() {}

  static GroupPage page(byte[] body) throws BadAnswer {
    JsonNode list = list(body);
    List<Group> groups = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      groups.add(group(item));
    }
    String next = list.path("nextPageToken").asText("");
    return new GroupPage(groups, next.isEmpty() ? null : next);
  }

  static List<GroupItem> items(byte[] body) throws BadAnswer {
    List<GroupItem> items = new ArrayList<>();
    for (JsonNode item : list(body).path("items")) {
      JsonNode resource = item.path("resource");
      items.add(
          new GroupItem(
              text(item, "id"),
              text(item, "groupId"),
              resource.path("kind").asText(""),
              text(resource, "id")));
    }
    return items;
  }

  private static JsonNode list(byte[] body) throws BadAnswer {
    JsonNode list;
    try {
      list = JSON.readTree(body);
    } catch (IOException e) {
      throw new BadAnswer("the list is not whole JSON");
    }
    if (list == null || !list.isObject()) {
      throw new BadAnswer("the list is not a JSON object");
    }
    checkErrors(list);
    if (list.hasNonNull("items") && !list.path("items").isArray()) {
      throw new BadAnswer("items is no list");
    }
    for (JsonNode item : list.path("items")) {
      checkErrors(item);
    }
    return list;
  }

  private static void checkErrors(JsonNode resource) throws BadAnswer {
    if (resource.hasNonNull("error") || resource.hasNonNull("errors")) {
      throw new BadAnswer("the list carries errors");
    }
  }

  private static Group group(JsonNode item) throws BadAnswer {
    JsonNode details = item.path("contentDetails");
    JsonNode snippet = item.path("snippet");
    return new Group(
        text(item, "id"),
        snippet.path("title").asText(""),
        instant(snippet.path("publishedAt").asText("")),
        count(details.path("itemCount").asText("0")),
        details.path("itemType").asText(""));
  }

  private static String text(JsonNode node, String field) throws BadAnswer {
    String text = node.path(field).asText("");
    if (text.isEmpty()) {
      throw new BadAnswer("the list has an entry without " + field);
    }
    return text;
  }

  private static @Nullable Instant instant(String text) throws BadAnswer {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new BadAnswer("publishedAt is no instant");
    }
  }

  /** The API sends it as text. */
  private static long count(String text) throws BadAnswer {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadAnswer("itemCount is no whole number");
    }
  }
}
