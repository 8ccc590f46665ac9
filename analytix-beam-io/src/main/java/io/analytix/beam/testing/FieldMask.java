// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of an answer that the standard parameter {@code fields} selects: {@code a,b} for two
 * fields, {@code a/b} and {@code a(b,c)} for fields of a field, {@code *} for any. A mask without
 * fields selects everything.
 */
final class FieldMask {
  /** All fields that an answer to a report can have. */
  static final FieldMask RESULT_TABLE =
      new FieldMask()
          .with("kind", new FieldMask())
          .with("rows", new FieldMask())
          .with("errors", new FieldMask())
          .with(
              "columnHeaders",
              new FieldMask()
                  .with("name", new FieldMask())
                  .with("columnType", new FieldMask())
                  .with("dataType", new FieldMask()));

  private static final String ANY = "*";

  private final Map<String, FieldMask> fields = new LinkedHashMap<>();

  private FieldMask() {}

  /** Reads a mask; one that says what is not in {@code known} is refused as the API does. */
  static FieldMask parse(String text, FieldMask known) throws Refused {
    Reader reader = new Reader(text);
    FieldMask mask = new FieldMask();
    reader.readList(mask);
    if (reader.place < text.length()) {
      throw invalid(text);
    }
    mask.checkWithin(known);
    return mask;
  }

  /** Returns the selected part of {@code node}, which stays as it is. */
  JsonNode select(JsonNode node) {
    if (fields.isEmpty()) {
      return node;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode selected = Json.MAPPER.createArrayNode();
      array.forEach(each -> selected.add(select(each)));
      return selected;
    }
    ObjectNode selected = Json.object();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      FieldMask mask = fields.getOrDefault(field.getKey(), fields.get(ANY));
      if (mask != null) {
        selected.set(field.getKey(), mask.select(field.getValue()));
      }
    }
    return selected;
  }

  private FieldMask with(String name, FieldMask mask) {
    fields.put(name, mask);
    return this;
  }

  private void checkWithin(FieldMask known) throws Refused {
    for (Map.Entry<String, FieldMask> field : fields.entrySet()) {
      boolean any = field.getKey().equals(ANY) && !known.fields.isEmpty();
      FieldMask below = any ? known : known.fields.get(field.getKey());
      if (below == null) {
        throw invalid(field.getKey());
      }
      if (!any) {
        field.getValue().checkWithin(below);
      }
    }
  }

  private static Refused invalid(String selection) {
    return new Refused(ApiError.invalidParameter("Invalid field selection " + selection, "fields"));
  }

  /** Reads the text of a mask from left to right. */
  private static final class Reader {
    private final String text;
    private int place;

    Reader(String text) {
      this.text = text;
    }

    void readList(FieldMask mask) throws Refused {
      do {
        readPath(mask);
      } while (skip(','));
    }

    private void readPath(FieldMask mask) throws Refused {
      FieldMask field = mask.fields.computeIfAbsent(readName(), name -> new FieldMask());
      if (skip('/')) {
        readPath(field);
      } else if (skip('(')) {
        readList(field);
        if (!skip(')')) {
          throw invalid(text);
        }
      }
    }

    private String readName() throws Refused {
      int start = place;
      while (place < text.length() && ",/()".indexOf(text.charAt(place)) < 0) {
        place++;
      }
      if (place == start) {
        throw invalid(text);
      }
      return text.substring(start, place);
    }

    private boolean skip(char mark) {
      boolean found = place < text.length() && text.charAt(place) == mark;
      place += found ? 1 : 0;
      return found;
    }
  }
}
