// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Corrupts reports. Other responses remain unchanged. */
public final class CorruptedTable {
  private CorruptedTable() {}

  public static HttpReply withoutLastCell(HttpReply reply) {
    return changed(
        reply,
        table -> {
          ArrayNode last = (ArrayNode) rows(table).get(rows(table).size() - 1);
          if (last != null) {
            last.remove(last.size() - 1);
          }
        });
  }

  public static HttpReply withWrongType(HttpReply reply) {
    return changed(
        reply,
        table -> {
          ArrayNode headers = headers(table);
          ((ObjectNode) headers.get(headers.size() - 1)).put("dataType", "STRING");
        });
  }

  public static HttpReply withExtraColumn(HttpReply reply) {
    return changed(
        reply,
        table -> {
          headers(table)
              .addObject()
              .put("name", "surprise")
              .put("columnType", "METRIC")
              .put("dataType", "INTEGER");
          rows(table).forEach(row -> ((ArrayNode) row).add(1));
        });
  }

  public static HttpReply withFirstRowTwice(HttpReply reply) {
    return changed(
        reply,
        table -> {
          JsonNode first = rows(table).get(0);
          if (first != null) {
            rows(table).add(first.deepCopy());
          }
        });
  }

  private static HttpReply changed(HttpReply reply, Consumer<ObjectNode> change) {
    if (reply.status() != 200) {
      return reply;
    }
    ObjectNode table = (ObjectNode) Json.parse(reply.body());
    if (!table.has("columnHeaders")) {
      return reply;
    }
    change.accept(table);
    return reply.withBody(Json.text(table));
  }

  private static ArrayNode headers(ObjectNode table) {
    return (ArrayNode) table.get("columnHeaders");
  }

  private static ArrayNode rows(ObjectNode table) {
    JsonNode rows = table.get("rows");
    return rows instanceof ArrayNode array ? array : Json.MAPPER.createArrayNode();
  }
}
