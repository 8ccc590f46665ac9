// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A selection of fields, as in the parameter {@code fields}: {@code id,snippet(title,tags),a/b} or
 * {@code *}.
 */
final class FieldMask {
  private static final String ANY = "*";

  /** The selected fields. A mask without any selects everything below. */
  private final Map<String, FieldMask> children = new LinkedHashMap<>();

  private FieldMask() {}

  /** Parses a mask. Refuses invalid syntax. */
  static FieldMask parse(String text) throws ErrorResponse {
    FieldMask mask = new FieldMask();
    int end = new Parser(text).list(mask, 0);
    if (end < text.length()) {
      throw invalid(text.substring(end));
    }
    return mask;
  }

  /** Parses a mask that is known to be valid. */
  static FieldMask constant(String text) {
    try {
      return parse(text);
    } catch (ErrorResponse e) {
      throw new IllegalArgumentException("invalid mask: " + text, e);
    }
  }

  /** Refuses a selected field that is not in {@code schema}. */
  void check(FieldMask schema) throws ErrorResponse {
    for (Map.Entry<String, FieldMask> child : children.entrySet()) {
      FieldMask field =
          child.getKey().equals(ANY) ? schema.anyChild() : schema.children.get(child.getKey());
      if (field == null) {
        throw invalid(child.getKey());
      }
      child.getValue().check(field);
    }
  }

  /** Returns the fields that at least one child has. */
  private FieldMask anyChild() {
    FieldMask any = new FieldMask();
    children.values().forEach(child -> any.children.putAll(child.children));
    return any;
  }

  /** Returns the selected fields of a JSON tree. */
  JsonNode apply(JsonNode json) {
    if (children.isEmpty()) {
      return json;
    }
    if (json instanceof ArrayNode array) {
      ArrayNode selected = Json.MAPPER.createArrayNode();
      array.forEach(element -> selected.add(apply(element)));
      return selected;
    }
    ObjectNode selected = Json.object();
    json.properties()
        .forEach(
            field -> {
              FieldMask child = child(field.getKey());
              if (child != null && child.canSelectFrom(field.getValue())) {
                selected.set(field.getKey(), child.apply(field.getValue()));
              }
            });
    return selected;
  }

  private boolean canSelectFrom(JsonNode json) {
    return children.isEmpty() || json.isContainerNode();
  }

  private @Nullable FieldMask child(String name) {
    FieldMask child = children.get(name);
    return child == null ? children.get(ANY) : child;
  }

  private static ErrorResponse invalid(String selection) {
    return new ErrorResponse(ApiError.invalidFields(selection));
  }

  private record Parser(String text) {
    /** Reads fields separated by commas into a mask, and returns where they end. */
    int list(FieldMask into, int start) throws ErrorResponse {
      int at = path(into, start);
      while (at < text.length() && text.charAt(at) == ',') {
        at = path(into, at + 1);
      }
      return at;
    }

    private int path(FieldMask into, int start) throws ErrorResponse {
      int end = start;
      while (end < text.length() && isPartOfName(text.charAt(end))) {
        end++;
      }
      if (end == start) {
        throw invalid(text.substring(start));
      }
      String name = text.substring(start, end);
      boolean known = into.children.containsKey(name);
      FieldMask child = into.children.computeIfAbsent(name, any -> new FieldMask());
      boolean everything = known && child.children.isEmpty();
      int at = end;
      if (at < text.length() && text.charAt(at) == '/') {
        at = path(child, at + 1);
      } else if (at < text.length() && text.charAt(at) == '(') {
        at = list(child, at + 1);
        if (at >= text.length() || text.charAt(at) != ')') {
          throw invalid(text);
        }
        at++;
      } else {
        everything = true;
      }
      if (everything) {
        child.children.clear();
      }
      return at;
    }

    private static boolean isPartOfName(char character) {
      return Character.isLetterOrDigit(character) || character == '_' || character == '*';
    }
  }
}
