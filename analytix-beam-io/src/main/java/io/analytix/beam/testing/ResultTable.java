// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;

/** Writes rows as the API does. */
final class ResultTable {
  private static final double MOST_WHOLE = 1e15;

  private ResultTable() {}

  static String write(
      Question question, List<List<Object>> rows, EmptyRows emptyRows, boolean pretty) {
    StringWriter text = new StringWriter(256 + 64 * rows.size());
    try (JsonGenerator json = Json.MAPPER.createGenerator(text)) {
      if (pretty) {
        json.useDefaultPrettyPrinter();
      }
      json.writeStartObject();
      json.writeStringField("kind", "youtubeAnalytics#resultTable");
      writeHeaders(json, question);
      writeRows(json, rows, emptyRows);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void writeHeaders(JsonGenerator json, Question question) throws IOException {
    json.writeArrayFieldStart("columnHeaders");
    for (String dimension : question.dimensions()) {
      writeHeader(json, dimension, "DIMENSION", typeOf(dimension));
    }
    for (String metric : question.metrics()) {
      writeHeader(json, metric, "METRIC", Metrics.get(metric).type().name());
    }
    json.writeEndArray();
  }

  /** Not every dimension is text. */
  private static String typeOf(String dimension) {
    return switch (dimension) {
      case RetentionCurve.DIMENSION -> "FLOAT";
      case StreamCurve.DIMENSION -> "INTEGER";
      default -> "STRING";
    };
  }

  private static void writeHeader(JsonGenerator json, String name, String kind, String type)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("columnType", kind);
    json.writeStringField("dataType", type);
    json.writeEndObject();
  }

  private static void writeRows(JsonGenerator json, List<List<Object>> rows, EmptyRows emptyRows)
      throws IOException {
    if (rows.isEmpty() && emptyRows == EmptyRows.OMITTED) {
      return;
    }
    if (rows.isEmpty() && emptyRows == EmptyRows.NULL) {
      json.writeNullField("rows");
      return;
    }
    json.writeArrayFieldStart("rows");
    for (List<Object> row : rows) {
      json.writeStartArray();
      for (Object cell : row) {
        writeCell(json, cell);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** A whole number has no point, whatever the header says about its column. */
  private static void writeCell(JsonGenerator json, Object cell) throws IOException {
    if (cell instanceof Long number) {
      json.writeNumber(number);
    } else if (cell instanceof BigDecimal money) {
      json.writeNumber(money.toPlainString());
    } else if (cell instanceof Double number) {
      if (number == Math.rint(number) && Math.abs(number) < MOST_WHOLE) {
        json.writeNumber(number.longValue());
      } else {
        json.writeNumber(number);
      }
    } else {
      json.writeString(cell.toString());
    }
  }
}
