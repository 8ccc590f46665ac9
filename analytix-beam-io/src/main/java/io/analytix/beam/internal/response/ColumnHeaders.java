// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.response;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The columns of a response according to its {@code columnHeaders}. Immutable. */
final class ColumnHeaders {
  private final List<Column> columns;
  private final int[] order;

  private ColumnHeaders(List<Column> columns, int[] order) {
    this.columns = List.copyOf(columns);
    this.order = order;
  }

  /**
   * Parses the value of {@code columnHeaders}, which must contain exactly the requested columns.
   */
  static ColumnHeaders read(JsonParser json, List<Column> requested)
      throws IOException, InvalidResponseException {
    List<Column> columns = new ArrayList<>(requested);
    int[] order = new int[columns.size()];
    int count = 0;
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidResponseException("columnHeaders is not a list");
    }
    while (json.nextToken() == JsonToken.START_OBJECT) {
      int place = header(json, columns);
      if (count < order.length) {
        order[count] = place;
      }
      count++;
    }
    if (count != order.length || Arrays.stream(order).distinct().count() != order.length) {
      throw InvalidResponseException.contradiction(
          "the response has " + count + " columns, but " + order.length + " were requested");
    }
    return new ColumnHeaders(columns, order);
  }

  /** The columns in the order of the request, each with its type. */
  List<Column> columns() {
    return columns;
  }

  /** The number of columns. */
  int count() {
    return order.length;
  }

  /** Maps a position in the response to the position in the request. */
  int place(int inAnswer) {
    return order[inAnswer];
  }

  /** The column at a position in the response. */
  Column column(int inAnswer) {
    return columns.get(order[inAnswer]);
  }

  private static int header(JsonParser json, List<Column> columns)
      throws IOException, InvalidResponseException {
    String name = "";
    String dataType = "";
    String columnType = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "name" -> name = json.getValueAsString("");
        case "dataType" -> dataType = json.getValueAsString("");
        case "columnType" -> columnType = json.getValueAsString("");
        default -> json.skipChildren();
      }
    }
    return place(columns, name, dataType, columnType);
  }

  private static int place(List<Column> columns, String name, String dataType, String columnType)
      throws InvalidResponseException {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).apiName().equals(name)) {
        Column column = known(columns.get(i), dataType);
        columns.set(i, column);
        if (!column.type().dataType().equals(dataType)) {
          throw InvalidResponseException.contradiction(
              "column " + name + " is " + dataType + ", but " + column.type().dataType() + " here");
        }
        if (!columnType.isEmpty() && !column.kind().name().equals(columnType)) {
          throw InvalidResponseException.contradiction("column " + name + " is a " + columnType);
        }
        return i;
      }
    }
    throw InvalidResponseException.contradiction(
        "the response has a column '" + name + "' that was not requested");
  }

  /**
   * Returns the column; one that {@link Columns} does not contain gets the type of the response.
   */
  private static Column known(Column column, String dataType) throws InvalidResponseException {
    if (Columns.find(column.apiName()).isPresent()) {
      return column;
    }
    return switch (dataType) {
      case "STRING" -> column.withType(Column.Type.STRING);
      case "INTEGER" -> column.withType(Column.Type.INTEGER);
      case "FLOAT" -> column.withType(Column.Type.FLOAT);
      default ->
          throw InvalidResponseException.contradiction(
              "column " + column.apiName() + " is " + dataType);
    };
  }
}
