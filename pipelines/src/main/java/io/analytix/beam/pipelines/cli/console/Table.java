// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import io.analytix.beam.channel.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A text table whose columns are as wide as their content. The last column wraps at the page width.
 * Columns that do not fit the page follow on further lines of each row, indented, so that no word
 * is broken. Rows may have paragraphs below them.
 */
public final class Table {
  private static final String GAP = "  ";

  /** The indent of the columns that do not fit the first line of a row. */
  private static final String INDENT = "    ";

  /** The last column wraps only if it has at least this width. */
  private static final int MIN_WRAP_WIDTH = 12;

  private final UnaryOperator<String> heading;
  private final List<Column> columns = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  private record Column(String name, boolean right, boolean optional) {}

  /** Columns that are printed on one line: from {@code first} to before {@code end}. */
  private record Line(int first, int end) {}

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
    columns.add(new Column(name, false, false));
    return this;
  }

  /** Adds a left-aligned column that is left out if all of it is empty. */
  public Table leftUnlessEmpty(String name) {
    columns.add(new Column(name, false, true));
    return this;
  }

  /** Adds a right-aligned column. */
  public Table right(String name) {
    columns.add(new Column(name, true, false));
    return this;
  }

  /** Adds a right-aligned column of numbers that is left out if all of them are 0. */
  public Table rightUnlessZero(String name) {
    columns.add(new Column(name, true, true));
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
    rows.get(rows.size() - 1).below.add(PrintableText.of(text));
    return this;
  }

  /** The lines of the table for a page of {@code page} columns, starting with the heads. */
  public List<String> lines(int page) {
    int[] shown = IntStream.range(0, columns.size()).filter(this::isShown).toArray();
    int[] widths = IntStream.of(shown).map(this::width).toArray();
    List<Line> split = split(shown, widths, page);
    List<String> lines = new ArrayList<>();
    List<Cell> heads = columns.stream().map(column -> new Cell(column.name, heading)).toList();
    split.forEach(line -> add(lines, heads, line, shown, widths, page));
    for (Row row : rows) {
      split.forEach(line -> add(lines, row.cells, line, shown, widths, page));
      row.below.forEach(text -> lines.add(TextWrap.paragraph(text, 2, page)));
    }
    return lines;
  }

  private boolean isShown(int column) {
    return !columns.get(column).optional
        || rows.stream().map(row -> row.cells.get(column).text).anyMatch(Table::isValue);
  }

  private static boolean isValue(String text) {
    return !text.isEmpty() && !text.equals("0");
  }

  /** As many columns on each line as fit. The last column wraps: its longest word has to fit. */
  private List<Line> split(int[] shown, int[] widths, int page) {
    List<Line> lines = new ArrayList<>();
    int first = 0;
    int used = 0;
    for (int i = 0; i < shown.length; i++) {
      boolean wraps = i == shown.length - 1 && !columns.get(shown[i]).right;
      int needed = wraps ? longestWord(shown[i]) : widths[i];
      if (i > first && used + needed > page) {
        lines.add(new Line(first, i));
        first = i;
        used = INDENT.length();
      }
      used += widths[i] + GAP.length();
    }
    lines.add(new Line(first, shown.length));
    return lines;
  }

  private int longestWord(int column) {
    return rows.stream()
        .flatMap(row -> Stream.of(TextWrap.words(row.cells.get(column).text)))
        .mapToInt(word -> DisplayWidth.of(word.stripTrailing()))
        .reduce(columns.get(column).name.length(), Math::max);
  }

  private void add(
      List<String> lines, List<Cell> cells, Line part, int[] shown, int[] widths, int page) {
    int last = part.end - 1;
    String indent = part.first == 0 ? "" : INDENT;
    int before = indent.length();
    StringBuilder line = new StringBuilder(indent);
    for (int i = part.first; i < last; i++) {
      line.append(padded(shown[i], cells.get(shown[i]), widths[i])).append(GAP);
      before += widths[i] + GAP.length();
    }
    Cell end = cells.get(shown[last]);
    boolean right = columns.get(shown[last]).right;
    for (String text : wrapped(end.text, right, page - before)) {
      line.append(padded(shown[last], new Cell(text, end.paint), right ? widths[last] : 0));
      String whole = line.toString().stripTrailing();
      if (part.first == 0 || !whole.isEmpty()) {
        lines.add(whole);
      }
      line = new StringBuilder(" ".repeat(before));
    }
  }

  private static List<String> wrapped(String text, boolean right, int room) {
    return right || room < MIN_WRAP_WIDTH ? List.of(text) : TextWrap.wrap(text, room);
  }

  private String padded(int column, Cell cell, int width) {
    String space = " ".repeat(Math.max(0, width - DisplayWidth.of(cell.text)));
    String text = cell.text.isEmpty() ? "" : cell.paint.apply(cell.text);
    return columns.get(column).right ? space + text : text + space;
  }

  private int width(int column) {
    int head = columns.get(column).name.length();
    return rows.stream()
        .mapToInt(row -> DisplayWidth.of(row.cells.get(column).text))
        .reduce(head, Math::max);
  }
}
