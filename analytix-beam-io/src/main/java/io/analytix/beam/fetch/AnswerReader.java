// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of {@code reports.query}, strictly: all of it is what the request promises, or
 * none of it counts.
 *
 * <p>{@code rows} may be absent, null or an empty list; columns are found by their name; types come
 * from the headers and must agree with the schema, so that a FLOAT column may hold whole numbers.
 * Everything else (an {@code errors} object, a missing header, another width, a cell of another
 * type, a day that was not asked for, a key that comes twice) is a {@link BadAnswer}.
 */
final class AnswerReader {
  private static final JsonFactory JSON =
      new ObjectMapper()
          .getFactory()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER.mappedFeature());

  private final AnswerShape shape;
  private final boolean plainly;
  private final List<Column> columns;

  /** Reads what it can without Jackson. */
  AnswerReader(AnswerShape shape) {
    this(shape, true);
  }

  /**
   * A reader.
   *
   * @param plainly whether rows that are plain are read off the bytes, which changes nothing but
   *     how long it takes
   */
  AnswerReader(AnswerShape shape, boolean plainly) {
    this.shape = shape;
    this.plainly = plainly;
    this.columns = new ArrayList<>(shape.columns());
  }

  /** The columns in the order of the request; after reading, each with its type. */
  List<Column> columns() {
    return List.copyOf(columns);
  }

  ReportTable read(byte[] body) throws BadAnswer {
    try (JsonParser json = JSON.createParser(body)) {
      return read(json, body);
    } catch (IOException e) {
      throw new BadAnswer("the answer is not whole JSON");
    }
  }

  private ReportTable read(JsonParser json, byte[] body) throws IOException, BadAnswer {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new BadAnswer("the answer is not a JSON object");
    }
    int[] order = null;
    TokenBuffer early = null;
    List<ReportTable.Line> lines = List.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "error", "errors" -> throw new BadAnswer("the answer carries " + field);
        case "columnHeaders" -> order = headers(json);
        case "rows" -> {
          if (order == null) {
            early = new TokenBuffer(json);
            early.copyCurrentStructure(json);
          } else {
            List<ReportTable.Line> plain = plainly ? plain(json, body, order) : null;
            if (plain != null) {
              return table(plain);
            }
            lines = rows(json, order);
          }
        }
        default -> json.skipChildren();
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
      throw new BadAnswer("the answer goes on after its end");
    }
    if (order == null) {
      throw new BadAnswer("the answer has no columnHeaders");
    }
    if (early != null) {
      try (JsonParser buffered = early.asParser()) {
        buffered.nextToken();
        lines = rows(buffered, order);
      }
    }
    return table(lines);
  }

  private ReportTable table(List<ReportTable.Line> lines) throws BadAnswer {
    int most = shape.mostRows();
    if (most > 0 && lines.size() > most) {
      throw new BadAnswer(
          "the answer has " + lines.size() + " rows, but at most " + most + " asked");
    }
    return new ReportTable(lines);
  }

  /** For each place in the answer, the place in the schema. */
  private int[] headers(JsonParser json) throws IOException, BadAnswer {
    int[] order = new int[columns.size()];
    int count = 0;
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new BadAnswer("columnHeaders is no list");
    }
    while (json.nextToken() == JsonToken.START_OBJECT) {
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
      int place = place(name, dataType, columnType);
      if (count < order.length) {
        order[count] = place;
      }
      count++;
    }
    if (count != order.length || Arrays.stream(order).distinct().count() != order.length) {
      throw new BadAnswer(
          "the answer has " + count + " columns, but " + order.length + " were asked for");
    }
    return order;
  }

  private int place(String name, String dataType, String columnType) throws BadAnswer {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).apiName().equals(name)) {
        Column column = known(columns.get(i), dataType);
        columns.set(i, column);
        if (!column.type().wireType().equals(dataType)) {
          throw new BadAnswer(
              "column " + name + " is " + dataType + ", but " + column.type().wireType() + " here");
        }
        if (!columnType.isEmpty() && !column.kind().name().equals(columnType)) {
          throw new BadAnswer("column " + name + " is a " + columnType);
        }
        return i;
      }
    }
    throw new BadAnswer("the answer has a column '" + name + "' that was not asked for");
  }

  /** A column that nobody has described yet is of the type that the answer says. */
  private static Column known(Column column, String dataType) throws BadAnswer {
    if (Columns.find(column.apiName()).isPresent()) {
      return column;
    }
    return switch (dataType) {
      case "STRING" -> column.withType(Column.Type.STRING);
      case "INTEGER" -> column.withType(Column.Type.INTEGER);
      case "FLOAT" -> column.withType(Column.Type.FLOAT);
      default -> throw new BadAnswer("column " + column.apiName() + " is " + dataType);
    };
  }

  /** The rows if they are plain and the answer ends after them; null, with nothing done, if not. */
  private @Nullable List<ReportTable.Line> plain(JsonParser json, byte[] body, int[] order)
      throws BadAnswer {
    long begin = json.currentTokenLocation().getByteOffset();
    if (json.currentToken() != JsonToken.START_ARRAY || begin < 0) {
      return null;
    }
    AnswerLines lines = new AnswerLines(shape);
    return new PlainRows(body, columns, order).read((int) begin, lines) ? lines.whole() : null;
  }

  private List<ReportTable.Line> rows(JsonParser json, int[] order) throws IOException, BadAnswer {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new BadAnswer("rows is no list");
    }
    CellReader[] cells = new CellReader[order.length];
    Arrays.setAll(cells, i -> new CellReader(columns.get(order[i])));
    AnswerLines lines = new AnswerLines(shape);
    while (json.nextToken() == JsonToken.START_ARRAY) {
      lines.add(row(json, order, cells));
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw new BadAnswer("rows holds something that is no row");
    }
    return lines.whole();
  }

  private static @Nullable Object[] row(JsonParser json, int[] order, CellReader[] cells)
      throws IOException, BadAnswer {
    @Nullable Object[] row = new @Nullable Object[order.length];
    for (int i = 0; i < order.length; i++) {
      JsonToken token = json.nextToken();
      if (token == JsonToken.END_ARRAY) {
        throw new BadAnswer("a row has fewer than " + order.length + " cells");
      }
      row[order[i]] = cells[i].read(json, token);
    }
    if (json.nextToken() != JsonToken.END_ARRAY) {
      throw new BadAnswer("a row has more than " + order.length + " cells");
    }
    return row;
  }
}
