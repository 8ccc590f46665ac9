// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.internal.response.InvalidResponseException;
import io.analytix.beam.youtube.Group;
import io.analytix.beam.youtube.GroupItem;
import io.analytix.beam.youtube.GroupPage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the lists of groups and of their items strictly: an entry without an id, or a list with
 * errors, is an {@link InvalidResponseException}. {@code etag} and {@code kind} may be absent.
 */
final class GroupsResponseParser {
  private static final ObjectMapper JSON = new ObjectMapper();

  private GroupsResponseParser() {}

  static GroupPage page(byte[] body) throws InvalidResponseException {
    JsonNode list = list(body);
    List<Group> groups = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      groups.add(group(item));
    }
    return new GroupPage(groups, JsonObjects.nextPage(list));
  }

  static List<GroupItem> items(byte[] body) throws InvalidResponseException {
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

  private static JsonNode list(byte[] body) throws InvalidResponseException {
    JsonNode list;
    try {
      list = JSON.readTree(body);
    } catch (IOException e) {
      throw new InvalidResponseException("the list is not complete JSON");
    }
    if (list == null || !list.isObject()) {
      throw new InvalidResponseException("the list is not a JSON object");
    }
    checkErrors(list);
    if (list.hasNonNull("items") && !list.path("items").isArray()) {
      throw new InvalidResponseException("items is not a list");
    }
    for (JsonNode item : list.path("items")) {
      checkErrors(item);
    }
    return list;
  }

  private static void checkErrors(JsonNode resource) throws InvalidResponseException {
    if (resource.hasNonNull("error") || resource.hasNonNull("errors")) {
      throw new InvalidResponseException("the list contains errors");
    }
  }

  private static Group group(JsonNode item) throws InvalidResponseException {
    JsonNode details = item.path("contentDetails");
    JsonNode snippet = item.path("snippet");
    return new Group(
        text(item, "id"),
        snippet.path("title").asText(""),
        instant(snippet.path("publishedAt").asText("")),
        count(details.path("itemCount").asText("0")),
        details.path("itemType").asText(""));
  }

  private static String text(JsonNode node, String field) throws InvalidResponseException {
    String text = node.path(field).asText("");
    if (text.isEmpty()) {
      throw new InvalidResponseException("the list has an entry without " + field);
    }
    return text;
  }

  private static @Nullable Instant instant(String text) throws InvalidResponseException {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidResponseException("publishedAt is not an instant");
    }
  }

  /** The API sends the count as text. */
  private static long count(String text) throws InvalidResponseException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InvalidResponseException("itemCount is not an integer");
    }
  }
}
