// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A provider's schema in the form of Terraform's plugin protocol 6. The numbers are those of its
 * fields in {@code tfplugin6.proto}.
 */
final class ProviderSchema {
  private static final Map<String, Integer> NESTING =
      Map.of("SINGLE", 1, "LIST", 2, "SET", 3, "MAP", 4);

  private ProviderSchema() {}

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  /** The answer to GetProviderSchema. */
  static byte[] response(JsonNode schema) {
    return message(
        out -> {
          out.writeByteArray(1, schema(schema.path("provider")));
          writeTypes(out, 2, schema.path("resources"));
          writeTypes(out, 3, schema.path("dataSources"));
        });
  }

  private static void writeTypes(CodedOutputStream out, int field, JsonNode types)
      throws IOException {
    for (Map.Entry<String, JsonNode> type : types.properties()) {
      out.writeByteArray(
          field,
          message(
              entry -> {
                entry.writeString(1, type.getKey());
                entry.writeByteArray(2, schema(type.getValue()));
              }));
    }
  }

  private static byte[] schema(JsonNode block) {
    return message(out -> out.writeByteArray(2, block(block)));
  }

  private static byte[] block(JsonNode block) {
    return message(
        out -> {
          for (Map.Entry<String, JsonNode> attribute : block.path("attributes").properties()) {
            out.writeByteArray(2, attribute(attribute.getKey(), attribute.getValue()));
          }
          for (Map.Entry<String, JsonNode> nested : block.path("blocks").properties()) {
            out.writeByteArray(3, nested(nested.getKey(), nested.getValue()));
          }
        });
  }

  private static byte[] attribute(String name, JsonNode attribute) {
    return message(
        out -> {
          out.writeString(1, name);
          out.writeByteArray(2, attribute.path("type").toString().getBytes(StandardCharsets.UTF_8));
          out.writeBool(4, attribute.path("required").asBoolean());
          out.writeBool(5, attribute.path("optional").asBoolean());
          out.writeBool(6, attribute.path("computed").asBoolean());
        });
  }

  private static byte[] nested(String name, JsonNode block) {
    return message(
        out -> {
          out.writeString(1, name);
          out.writeByteArray(2, block(block));
          out.writeEnum(3, NESTING.get(block.path("nesting").asText()));
          out.writeInt64(4, block.path("min").asLong());
          out.writeInt64(5, block.path("max").asLong());
        });
  }

  private static byte[] message(Fields fields) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      fields.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
