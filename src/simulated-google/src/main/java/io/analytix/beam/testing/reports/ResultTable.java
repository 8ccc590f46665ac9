// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.EmptyRows;
import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.server.Json;
import io.analytix.beam.testing.world.Metrics;
import io.analytix.beam.testing.world.RetentionCurve;
import io.analytix.beam.testing.world.StreamCurve;
import java.math.BigDecimal;
import java.util.List;

/** The JSON of a report. */
final class ResultTable {
  private static final double MAX_INTEGRAL = 1e15;

  private ResultTable() {}

  static ObjectNode of(ReportQuestion question, List<List<Object>> rows, EmptyRows emptyRows) {
    ObjectNode table = Json.object().put("kind", "youtubeAnalytics#resultTable");
    addHeaders(table.putArray("columnHeaders"), question);
    if (!rows.isEmpty() || emptyRows == EmptyRows.EMPTY_LIST) {
      addRows(table.putArray("rows"), rows);
    } else if (emptyRows == EmptyRows.NULL) {
      table.putNull("rows");
    }
    return table;
  }

  private static void addHeaders(ArrayNode headers, ReportQuestion question) {
    for (String dimension : question.dimensions()) {
      addHeader(headers, dimension, "DIMENSION", typeOf(dimension));
    }
    for (String metric : question.metrics()) {
      addHeader(headers, metric, "METRIC", Metrics.get(metric).type().name());
    }
  }

  /** Some dimensions are not strings. */
  private static String typeOf(String dimension) {
    return switch (dimension) {
      case RetentionCurve.DIMENSION -> "FLOAT";
      case StreamCurve.DIMENSION -> "INTEGER";
      default -> "STRING";
    };
  }

  private static void addHeader(ArrayNode headers, String name, String kind, String type) {
    headers.addObject().put("name", name).put("columnType", kind).put("dataType", type);
  }

  private static void addRows(ArrayNode table, List<List<Object>> rows) {
    for (List<Object> row : rows) {
      ArrayNode cells = table.addArray();
      row.forEach(cell -> addCell(cells, cell));
    }
  }

  /** An integral value has no decimal point, whatever the type of its column. */
  private static void addCell(ArrayNode cells, Object cell) {
    if (cell instanceof Long number) {
      cells.add(number);
    } else if (cell instanceof BigDecimal money) {
      cells.add(money);
    } else if (cell instanceof Double number) {
      if (number == Math.rint(number) && Math.abs(number) < MAX_INTEGRAL) {
        cells.add(number.longValue());
      } else {
        cells.add(number);
      }
    } else {
      cells.add(cell.toString());
    }
  }
}
