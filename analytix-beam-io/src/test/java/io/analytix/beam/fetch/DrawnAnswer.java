// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.report.Column;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** An answer as one might come: nearly always usual, now and then odd in a cell; or spoilt. */
final class DrawnAnswer {
  private static final List<String> ODD_TEXTS =
      List.of("\"N\\u004f\"", "\"\\ud83c\"", "\"\uFFFD\"", "\"\\n\"", "7", "true", "{}");
  private static final List<String> ODD_NUMBERS =
      List.of("-0", "-0.0", "1e3", "1E-2", "01", "1.", "7.0", "\"7\"", "1e400", "NaN", "[1]", "-");
  private static final List<String> ODD_DAYS =
      List.of("\"2026-02-30\"", "\"2027-01-01\"", "\"2026-2-1\"", "\"\"", "null", "20260201");
  private static final String SIGNS = "0123456789-+.eE\"\\[]{},:nulltrue \n\t\u0000\u001f";

  private final Random random;
  private final List<Column> columns;
  private final LocalDate first;

  /** How many cells of a thousand are odd. */
  private final int odd;

  private final boolean spacious;

  DrawnAnswer(Random random, List<Column> columns, LocalDate first) {
    this.random = random;
    this.columns = new ArrayList<>(columns);
    this.first = first;
    this.odd = random.nextInt(3) == 0 ? 40 : 0;
    this.spacious = random.nextBoolean();
    if (random.nextInt(4) == 0) {
      Collections.shuffle(this.columns, random);
    }
  }

  static String headers(List<Column> columns) {
    StringBuilder json = new StringBuilder("\"columnHeaders\":[");
    for (Column column : columns) {
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
          .append(
              "{\"name\":\"%s\",\"columnType\":\"%s\",\"dataType\":\"%s\"}"
                  .formatted(column.apiName(), column.kind(), column.type().wireType()));
    }
    return json.append(']').toString();
  }

  byte[] usual() {
    StringBuilder json = new StringBuilder("{").append(headers(columns)).append(",\"rows\":[");
    int rows = random.nextInt(6);
    for (int row = 0; row < rows; row++) {
      json.append(row == 0 ? "" : ",").append(space()).append('[');
      for (int i = 0; i < columns.size(); i++) {
        json.append(i == 0 ? "" : ",").append(space()).append(cell(columns.get(i), row));
      }
      json.append(space()).append(']');
    }
    json.append(space()).append(']').append(random.nextInt(20) == 0 ? ",\"kind\":\"x\"" : "");
    return json.append(space()).append('}').append(space()).toString().getBytes(UTF_8);
  }

  /** With one to three bytes that are others, more or gone, mostly among the rows. */
  byte[] spoilt() {
    byte[] body = usual();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int begin = random.nextInt(8) == 0 ? 0 : Math.max(0, indexOfRows(body));
      int place = begin + random.nextInt(Math.max(1, body.length - begin));
      body = changed(body, place);
    }
    return body;
  }

  private static int indexOfRows(byte[] body) {
    return new String(body, ISO_8859_1).indexOf("\"rows\"");
  }

  private byte[] changed(byte[] body, int place) {
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    changed.write(body, 0, place);
    int kind = random.nextInt(5);
    if (kind <= 1) {
      changed.write(sign());
    }
    int again = kind == 4 ? random.nextInt(Math.min(place, 12) + 1) : 0;
    int from = kind == 3 ? place + random.nextInt(8) : kind >= 1 && kind != 4 ? place + 1 : place;
    from = Math.min(from - again, body.length);
    changed.write(body, from, body.length - from);
    return changed.toByteArray();
  }

  private int sign() {
    return random.nextInt(4) == 0
        ? random.nextInt(256)
        : SIGNS.charAt(random.nextInt(SIGNS.length()));
  }

  private String space() {
    return spacious ? List.of("", " ", "\n  ", "\r\n", "\t").get(random.nextInt(5)) : "";
  }

  private String cell(Column column, int row) {
    boolean isOdd = random.nextInt(1000) < odd;
    if (random.nextInt(40) == 0 && column.type() != Column.Type.DATE) {
      return "null";
    }
    return switch (column.type()) {
      case DATE ->
          isOdd ? one(ODD_DAYS) : "\"" + first.plusDays(row / 2 + random.nextInt(2)) + "\"";
      case STRING -> isOdd ? one(ODD_TEXTS) : text();
      case INTEGER -> isOdd ? one(ODD_NUMBERS) : whole();
      default -> isOdd ? one(ODD_NUMBERS) : real();
    };
  }

  private String one(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private String text() {
    return "\""
        + one(List.of("NO", "CH", "", "\u00e9t\u00e9", "\uD83C\uDF0B", "US-CA", "a b"))
        + "\"";
  }

  private String whole() {
    long bits = random.nextLong() >> random.nextInt(64);
    return bits == 0 ? "0" : String.valueOf(bits);
  }

  private String real() {
    StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? "-" : "");
    text.append(Math.abs((long) random.nextInt()) >> random.nextInt(31));
    int decimals = random.nextInt(14);
    for (int i = 0; i < decimals; i++) {
      text.append(i == 0 ? "." : "").append(random.nextInt(10));
    }
    return text.toString();
  }
}
