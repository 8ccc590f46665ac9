// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.analytix.beam.report.Column;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class PlainRows {
  private final byte[] body;
  private final int[] order;
  private final PlainCells[] cells;
  private int at;

  static @Nullable List<ReportTable.Line> toTheEnd(
      JsonParser json, byte[] body, List<Column> columns, int[] order, AnswerShape shape)
      throws BadAnswer {
    long begin = json.currentTokenLocation().getByteOffset();
    if (json.currentToken() != JsonToken.START_ARRAY || begin < 0) {
      return null;
    }
    try {
      AnswerLines lines = new AnswerLines(shape);
      new PlainRows(body, columns, order).read((int) begin, lines);
      return lines.whole();
    } catch (NotPlain e) {
      return null;
    }
  }

  private PlainRows(byte[] body, List<Column> columns, int[] order) {
    this.body = body;
    this.order = order;
    this.cells = new PlainCells[order.length];
    Arrays.setAll(cells, i -> new PlainCells(columns.get(order[i]).type()));
  }

  private void read(int from, AnswerLines lines) throws NotPlain, BadAnswer {
    at = from;
    take('[');
    if (next() == ']') {
      at++;
    } else {
      do {
        lines.add(row());
      } while (goesOn());
    }
    take('}');
    if (next() != 0 || at < body.length) {
      throw new NotPlain();
    }
  }

  private @Nullable Object[] row() throws NotPlain {
    take('[');
    @Nullable Object[] row = new @Nullable Object[order.length];
    int last = order.length - 1;
    for (int i = 0; i <= last; i++) {
      next();
      PlainCells cell = cells[i];
      row[order[i]] = cell.read(body, at);
      at = cell.end();
      if (goesOn() != (i < last)) {
        throw new NotPlain();
      }
    }
    return row;
  }

  /** Passes the comma before another one, or the end of the list. */
  private boolean goesOn() throws NotPlain {
    int mark = next();
    if (mark != ',' && mark != ']') {
      throw new NotPlain();
    }
    at++;
    return mark == ',';
  }

  private void take(char mark) throws NotPlain {
    if (next() != mark) {
      throw new NotPlain();
    }
    at++;
  }

  /** The next byte that is no white space, which it goes to; nought at the end. */
  private int next() {
    while (at < body.length) {
      byte one = body[at];
      if (one > ' ' || !(one == ' ' || one == '\n' || one == '\r' || one == '\t')) {
        return one;
      }
      at++;
    }
    return 0;
  }
}
