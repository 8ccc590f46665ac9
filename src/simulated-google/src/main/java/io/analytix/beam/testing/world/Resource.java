// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Reads JSON resources. */
public final class Resource {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Resource() {}

  public static JsonNode json(Class<?> beside, String name) {
    try (InputStream json = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
    List<T> list = new ArrayList<>();
    array.forEach(node -> list.add(read.apply(node)));
    return List.copyOf(list);
  }

  public static <T> Map<String, T> map(JsonNode object, Function<JsonNode, T> read) {
    Map<String, T> map = new LinkedHashMap<>();
    object.properties().forEach(one -> map.put(one.getKey(), read.apply(one.getValue())));
    return map;
  }

  public static List<String> texts(JsonNode array) {
    return list(array, JsonNode::asText);
  }
}
