// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.report.Column;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one column off the bytes of an answer. Not for two threads at once. */
final class PlainCells {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final Column.Type type;
  private final PlainNumber number = new PlainNumber();
  private final PlainDay day = new PlainDay();
  private final KnownTexts texts = new KnownTexts();
  private int end;

  PlainCells(Column.Type type) {
    this.type = type;
  }

  /** The cell whose first byte is at this place. */
  @Nullable Object read(byte[] body, int from) throws NotPlain {
    if (from < body.length && body[from] == 'n') {
      end = from + NULL.length;
      pass(body, from, NULL);
      return null;
    }
    switch (type) {
      case STRING -> {
        quote(body, from);
        String text = texts.read(body, from + 1);
        end = from + 1 + texts.length() + 1;
        return text;
      }
      case DATE -> {
        quote(body, from);
        end = from + 1 + PlainDay.LENGTH + 1;
        quote(body, end - 1);
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

  private static void quote(byte[] body, int at) throws NotPlain {
    if (at >= body.length || body[at] != '"') {
      throw new NotPlain();
    }
  }

  private static void pass(byte[] body, int from, byte[] word) throws NotPlain {
    for (int i = 0; i < word.length; i++) {
      if (from + i >= body.length || body[from + i] != word[i]) {
        throw new NotPlain();
      }
    }
  }
}
