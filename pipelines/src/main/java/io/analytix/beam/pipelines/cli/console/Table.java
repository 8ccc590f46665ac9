// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import io.analytix.beam.channel.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A text table whose columns are as wide as their content. The last column wraps at the page width,
 * and rows may have paragraphs below them.
 */
public final class Table {
  private static final String GAP = "  ";

  /** The last column wraps only if it has at least this width. */
  private static final int MIN_WRAP_WIDTH = 12;

  private final UnaryOperator<String> heading;
  private final List<Column> columns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  private record Column(String name, boolean right) {}

  private record Row(List<Cell> cells, List<String> below) {}

  /**
   * A cell.
   *
   * @param paint adds colours
   */
  public record Cell(String text, UnaryOperator<String> paint) {
    public Cell {
      text = PrintableText.of(text);
    }
  }

  public Table(AnsiColors paint) {
    this.heading = paint::heading;
  }

  /** Adds a left-aligned column. */
  public Table left(String name) {
    columns.add(new Column(name, false));
    return this;
  }

  /** Adds a right-aligned column. */
  public Table right(String name) {
    columns.add(new Column(name, true));
    return this;
  }

  /** Adds a row; values are {@link Cell}s or plain values. */
  public Table row(Object... values) {
    List<Cell> cells = new ArrayList<>();
    for (Object value : values) {
      cells.add(value instanceof Cell cell ? cell : new Cell(value.toString(), text -> text));
    }
    rows.add(new Row(cells, new ArrayList<>()));
    return this;
  }

  /** Adds a paragraph below the last row. */
  public Table below(String text) {
    rows.get(rows.size() - 1).below.add(TextWrap.paragraph(PrintableText.of(text), 2));
    return this;
  }

  /** The lines of the table, starting with the heads. */
  public List<String> lines() {
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    List<String> lines = new ArrayList<>();
    add(lines, columns.stream().map(column -> new Cell(column.name, heading)).toList(), widths);
    for (Row row : rows) {
      add(lines, row.cells, widths);
      lines.addAll(row.below);
    }
    return lines;
  }

  private void add(List<String> lines, List<Cell> cells, int[] widths) {
    int last = columns.size() - 1;
    int before = 0;
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < last; i++) {
      line.append(padded(i, cells.get(i), widths[i])).append(GAP);
      before += widths[i] + GAP.length();
    }
    List<String> wrapped = wrapped(cells.get(last).text, TextWrap.PAGE - before);
    for (String part : wrapped) {
      line.append(padded(last, new Cell(part, cells.get(last).paint), lastWidth(widths)));
      lines.add(line.toString().stripTrailing());
      line = new StringBuilder(" ".repeat(before));
    }
  }

  private List<String> wrapped(String text, int room) {
    boolean right = columns.get(columns.size() - 1).right;
    return right || room < MIN_WRAP_WIDTH ? List.of(text) : TextWrap.wrap(text, room);
  }

  private String padded(int column, Cell cell, int width) {
    String space = " ".repeat(Math.max(0, width - DisplayWidth.of(cell.text)));
    String text = cell.text.isEmpty() ? "" : cell.paint.apply(cell.text);
    return columns.get(column).right ? space + text : text + space;
  }

  private int lastWidth(int[] widths) {
    int last = columns.size() - 1;
    return columns.get(last).right ? widths[last] : 0;
  }

  private int width(int column) {
    int head = columns.get(column).name.length();
    return rows.stream()
        .mapToInt(row -> DisplayWidth.of(row.cells.get(column).text))
        .reduce(head, Math::max);
  }
}
