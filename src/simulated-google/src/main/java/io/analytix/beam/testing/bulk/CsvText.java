// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** CSV as in RFC 4180, with LF at each end of line. */
public final class CsvText {
  private CsvText() {}

  public static String of(List<List<String>> lines) {
    return lines.stream()
        .map(cells -> cells.stream().map(CsvText::cell).collect(Collectors.joining(",")))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** Returns CSV with quotes around all cells, and CR LF at each end of line. */
  static String quoted(List<List<String>> lines) {
    return lines.stream()
        .map(cells -> cells.stream().map(CsvText::quotes).collect(Collectors.joining(",")))
        .map(line -> line + "\r\n")
        .collect(Collectors.joining());
  }

  /** Parses text as {@link #of} writes it. */
  public static List<List<String>> parse(String text) {
    List<List<String>> lines = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int place = 0; place < text.length(); place++) {
      char sign = text.charAt(place);
      if (quoted && text.startsWith("\"\"", place)) {
        cell.append('"');
        place++;
      } else if (sign == '"') {
        quoted = !quoted;
      } else if (quoted || (sign != ',' && sign != '\n')) {
        cell.append(sign);
      } else {
        cells.add(cell.toString());
        cell.setLength(0);
        if (sign == '\n') {
          lines.add(List.copyOf(cells));
          cells.clear();
        }
      }
    }
    return lines;
  }

  private static String cell(String text) {
    return text.chars().noneMatch(sign -> ",\"\r\n".indexOf(sign) >= 0) ? text : quotes(text);
  }

  private static String quotes(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }
}
