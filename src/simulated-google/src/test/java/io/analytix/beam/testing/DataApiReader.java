// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads whole lists of the Data API, and compares them with the ground truth. */
final class DataApiReader {
  static final String CHANNEL_PARTS =
      "id,snippet,contentDetails,statistics,topicDetails,status,brandingSettings";
  static final String VIDEO_PARTS =
      "id,snippet,contentDetails,status,statistics,topicDetails,liveStreamingDetails";
  static final String PLAYLIST_PARTS = "id,snippet,status,contentDetails";

  private static final int MAX_IDS = 50;

  private final Client client;
  private final String token;

  DataApiReader(Client client, String token) {
    this.client = client;
    this.token = token;
  }

  Client.Reply get(String resource, Map<String, String> parameters) throws Exception {
    return client.get("youtube/v3/" + resource, token, parameters);
  }

  /** Returns the items of all pages. */
  List<JsonNode> all(String resource, String parts, Map<String, String> filter) throws Exception {
    Map<String, String> parameters = new HashMap<>(filter);
    parameters.put("part", parts);
    parameters.put("maxResults", "50");
    List<JsonNode> items = new ArrayList<>();
    JsonNode page;
    do {
      page = get(resource, parameters).json();
      page.path("items").forEach(items::add);
      parameters.put("pageToken", page.path("nextPageToken").asText());
    } while (page.has("nextPageToken"));
    return items;
  }

  List<JsonNode> videos(List<String> ids) throws Exception {
    List<JsonNode> items = new ArrayList<>();
    for (int first = 0; first < ids.size(); first += MAX_IDS) {
      List<String> some = ids.subList(first, Math.min(ids.size(), first + MAX_IDS));
      items.addAll(all("videos", VIDEO_PARTS, Map.of("id", String.join(",", some))));
    }
    return items;
  }

  /** Returns the scalars of a resource by JSON path, as their JSON text, without kind and etag. */
  static Map<String, String> flat(JsonNode resource) {
    Map<String, String> fields = new LinkedHashMap<>();
    flatten("", resource, fields);
    fields.keySet().removeAll(List.of("kind", "etag"));
    return fields;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> fields) {
    if (node.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      node.properties().forEach(one -> flatten(prefix + one.getKey(), one.getValue(), fields));
    } else {
      fields.put(path, node.toString());
    }
  }

  /** Returns the same of the ground truth. Positions and sizes are the only JSON numbers. */
  static Map<String, String> expected(Map<String, Object> truth) {
    Map<String, String> fields = new LinkedHashMap<>();
    truth.forEach((path, value) -> fields.put(path, json(path, value)));
    return fields;
  }

  private static String json(String path, Object value) {
    if (value instanceof Boolean || (value instanceof Long && isNumber(path))) {
      return value.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(one -> json(path, one)).toList().toString().replace(", \"", ",\"");
    }
    if (value instanceof Duration duration) {
      return '"' + iso(duration) + '"';
    }
    String text = value instanceof Instant ? value.toString() : value + "";
    return io.analytix.beam.testing.server.Json.MAPPER.valueToTree(text).toString();
  }

  private static boolean isNumber(String path) {
    return path.matches(".*\\.(width|height|position|itemCount)");
  }

  private static String iso(Duration duration) {
    if (duration.isZero()) {
      return "P0D";
    }
    StringBuilder text = new StringBuilder("P");
    append(text, duration.toDaysPart(), 'D');
    if (duration.toSeconds() % 86_400 != 0) {
      text.append('T');
    }
    append(text, duration.toHoursPart(), 'H');
    append(text, duration.toMinutesPart(), 'M');
    append(text, duration.toSecondsPart(), 'S');
    return text.toString();
  }

  private static void append(StringBuilder text, long count, char unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }
}
