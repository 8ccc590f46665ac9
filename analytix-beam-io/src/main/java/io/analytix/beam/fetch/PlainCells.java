// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.report.Column;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one column off the bytes of an answer. Not for two threads at once. */
final class PlainCells {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final byte[] body;
  private final Column.Type type;
  private final PlainNumber number;
  private final PlainDay day = new PlainDay();
  private final @Nullable KnownTexts texts;
  private int end;

  /**
   * A reader of a column's cells.
   *
   * @param number what reads the numbers of any column
   */
  PlainCells(byte[] body, Column.Type type, PlainNumber number) {
    this.body = body;
    this.type = type;
    this.number = number;
    this.texts = type == Column.Type.STRING ? new KnownTexts(body) : null;
  }

  /** The cell whose first byte is at this place. */
  @Nullable Object read(int from) throws NotPlain {
    if (from < body.length && body[from] == 'n') {
      end = from + NULL.length;
      pass(from, NULL);
      return null;
    }
    if (texts != null) {
      quote(from);
      String text = texts.read(from + 1);
      end = from + 1 + texts.length() + 1;
      return text;
    }
    switch (type) {
      case DATE -> {
        quote(from);
        end = from + 1 + PlainDay.LENGTH + 1;
        quote(end - 1);
        return day.read(body, from + 1);
      }
      case INTEGER -> {
        end = number.read(body, from);
        return number.whole();
      }
      case FLOAT -> {
        end = number.read(body, from);
        return number.real(body, from, end);
      }
      case MONEY -> {
        end = number.read(body, from);
        return number.decimal(CellReader.MONEY_SCALE);
      }
      default -> throw new NotPlain();
    }
  }

  /** Where the cell ends that was just read. */
  int end() {
    return end;
  }

  private void quote(int at) throws NotPlain {
    if (at >= body.length || body[at] != '"') {
      throw new NotPlain();
    }
  }

  private void pass(int from, byte[] word) throws NotPlain {
    for (int i = 0; i < word.length; i++) {
      if (from + i >= body.length || body[from + i] != word[i]) {
        throw new NotPlain();
      }
    }
  }
}
