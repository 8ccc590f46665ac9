// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.response;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.analytix.beam.report.Column;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses a response of {@code reports.query} strictly: a response is either valid as a whole or
 * rejected.
 *
 * <p>{@code rows} may be absent, null or an empty list; columns are identified by name; types come
 * from the headers and must match the schema, so a FLOAT column may contain whole numbers.
 * Everything else (an {@code errors} object, a missing header, a row of another length, a cell of
 * another type, a day that was not requested, a repeated key) is an {@link
 * InvalidResponseException}.
 */
public final class ReportResponseParser {
  private static final JsonFactory JSON =
      new ObjectMapper()
          .getFactory()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER.mappedFeature());

  private final ExpectedResponse shape;
  private List<Column> columns;

  public ReportResponseParser(ExpectedResponse shape) {
    this.shape = shape;
    this.columns = shape.columns();
  }

  /** The columns in the order of the request; after parsing, each with its type. */
  public List<Column> columns() {
    return columns;
  }

  public ReportResponse read(byte[] body) throws InvalidResponseException {
    try (JsonParser json = JSON.createParser(body)) {
      return read(json);
    } catch (IOException e) {
      throw new InvalidResponseException("the response is not complete JSON");
    }
  }

  private ReportResponse read(JsonParser json) throws IOException, InvalidResponseException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidResponseException("the response is not a JSON object");
    }
    ColumnHeaders headers = null;
    TokenBuffer early = null;
    List<ReportResponse.Line> lines = List.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "error", "errors" ->
            throw new InvalidResponseException("the response contains " + field);
        case "columnHeaders" -> headers = ColumnHeaders.read(json, shape.columns());
        case "rows" -> {
          if (headers == null) {
            early = new TokenBuffer(json);
            early.copyCurrentStructure(json);
          } else {
            lines = rows(json, headers);
          }
        }
        default -> json.skipChildren();
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
      throw new InvalidResponseException("the response continues after the JSON object");
    }
    if (headers == null) {
      throw new InvalidResponseException("the response has no columnHeaders");
    }
    if (early != null) {
      try (JsonParser buffered = early.asParser()) {
        buffered.nextToken();
        lines = rows(buffered, headers);
      }
    }
    columns = headers.columns();
    int max = shape.maxRows();
    if (max > 0 && lines.size() > max) {
      throw new InvalidResponseException(
          "the response has " + lines.size() + " rows, but at most " + max + " were requested");
    }
    return new ReportResponse(lines);
  }

  private List<ReportResponse.Line> rows(JsonParser json, ColumnHeaders headers)
      throws IOException, InvalidResponseException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidResponseException("rows is not a list");
    }
    CellParser[] cells = new CellParser[headers.count()];
    Arrays.setAll(cells, i -> new CellParser(headers.column(i), shape.dates()));
    RowCollector lines = new RowCollector(shape);
    while (json.nextToken() == JsonToken.START_ARRAY) {
      lines.add(row(json, headers, cells));
    }
    if (json.currentToken() != JsonToken.END_ARRAY) {
      throw new InvalidResponseException("rows contains a value that is not a row");
    }
    return lines.whole();
  }

  private static @Nullable Object[] row(JsonParser json, ColumnHeaders headers, CellParser[] cells)
      throws IOException, InvalidResponseException {
    @Nullable Object[] row = new @Nullable Object[cells.length];
    for (int i = 0; i < cells.length; i++) {
      JsonToken token = json.nextToken();
      if (token == JsonToken.END_ARRAY) {
        throw new InvalidResponseException("a row has fewer than " + cells.length + " cells");
      }
      row[headers.place(i)] = cells[i].read(json, token);
    }
    if (json.nextToken() != JsonToken.END_ARRAY) {
      throw new InvalidResponseException("a row has more than " + cells.length + " cells");
    }
    return row;
  }
}
