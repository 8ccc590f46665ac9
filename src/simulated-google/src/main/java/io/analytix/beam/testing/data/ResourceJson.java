// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.server.Etag;
import io.analytix.beam.testing.server.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON of resources of the Data API. 64-bit numbers are strings. */
final class ResourceJson {
  private ResourceJson() {}

  /** Returns the requested parts of a resource, given its fields by JSON path. */
  static ObjectNode of(String kind, Map<String, Object> fields, Set<String> parts) {
    ObjectNode json = Json.object().put("kind", kind).put("etag", "");
    fields.forEach(
        (path, value) -> {
          List<String> names = List.of(path.split("\\."));
          if (names.size() == 1 || parts.contains(names.get(0))) {
            put(json, names, value);
          }
        });
    return json.put("etag", Etag.of(json));
  }

  private static void put(ObjectNode root, List<String> names, Object value) {
    ObjectNode parent = root;
    for (String name : names.subList(0, names.size() - 1)) {
      parent = parent.withObjectProperty(name);
    }
    String name = names.get(names.size() - 1);
    if (value instanceof Boolean truth) {
      parent.put(name, truth);
    } else if (value instanceof Integer number) {
      parent.put(name, number);
    } else if (value instanceof List<?> list) {
      ArrayNode array = parent.putArray(name);
      list.forEach(element -> array.add(element.toString()));
    } else if (value instanceof Map) {
      parent.putObject(name);
    } else {
      parent.put(name, text(value));
    }
  }

  private static String text(Object value) {
    if (value instanceof Duration duration) {
      return text(duration);
    }
    if (value instanceof String || value instanceof Long || value instanceof Instant) {
      return value.toString();
    }
    throw new IllegalArgumentException("unexpected type of a field: " + value.getClass());
  }

  /** Writes a duration as Google does, with days, for example {@code P1DT2H3M4S}; zero is P0D. */
  private static String text(Duration duration) {
    String time = duration.minusDays(duration.toDays()).toString();
    boolean whole = time.equals("PT0S");
    if (duration.toDays() == 0) {
      return whole ? "P0D" : time;
    }
    return "P" + duration.toDays() + "D" + (whole ? "" : time.substring(1));
  }
}
