// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.bulk.BulkColumn;
import io.analytix.beam.bulk.BulkFile;
import io.analytix.beam.bulk.BulkFormatException;
import io.analytix.beam.bulk.BulkGeneration;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.report.Column;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvRowsTest {
  private static final BulkReportType TYPE =
      BulkReportTypes.resolve("channel_basic_a3").orElseThrow();
  private static final LocalDate DAY = LocalDate.parse("2026-10-01");
  private static final FileValues FILE =
      new FileValues(
          new BulkFile(
              TYPE.id(),
              "UCabcdefghijklmnopqrstuv",
              null,
              DAY,
              new BulkGeneration(Instant.EPOCH, "1"),
              "run"),
          Instant.EPOCH);

  private static final RowSink NOWHERE =
      new RowSink() {
        @Override
        public void begin(BulkTable table) {}

        @Override
        public void add(BulkRow row) {}
      };

  /** Cells as the column, the text, and the value; none if the file is refused. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      emptyValue = "",
      value = {
        "views, 1E3, 1000",
        "views, 1e+3, 1000",
        "views, 0.0, 0",
        "views, 12.000, 12",
        "views, -0, 0",
        "views, +7, 7",
        "views, 007, 7",
        "views, \"5\", 5",
        "views, 9223372036854775807, 9223372036854775807",
        "views, -9223372036854775808, -9223372036854775808",
        "views, 9007199254740993, 9007199254740993",
        "views, ``, null",
        "views, \"\", null",
        "views, 9223372036854775808,",
        "views, 1.5,",
        "views, 1E-3,",
        "views, 1E999999999,",
        "views, ` 5`,",
        "views, `5 `,",
        "views, 1 000,",
        "views, -,",
        "views, NULL,",
        "views, 0x10,",
        "watch_time_minutes, 85.756416666666667, 85.75641666666667",
        "watch_time_minutes, 1E3, 1000.0",
        "watch_time_minutes, 1.5e-7, 1.5E-7",
        "watch_time_minutes, 0.0, 0.0",
        "watch_time_minutes, .5, 0.5",
        "watch_time_minutes, 5., 5.0",
        "watch_time_minutes, 1234567.125, 1234567.125",
        "watch_time_minutes, 0.00000000000000000000000001, 1.0E-26",
        "watch_time_minutes, ``, null",
        "watch_time_minutes, .,",
        "watch_time_minutes, NaN,",
        "watch_time_minutes, Infinity,",
        "watch_time_minutes, 1e400,",
        "watch_time_minutes, 1d,",
        "watch_time_minutes, 0x1p3,",
        "watch_time_minutes, 1.2.3,",
        "watch_time_minutes, `1,5`,",
        "date, 20261001, 20727",
        "date, 2026-10-01, 20727",
        "date, 20261001.0,",
        "date, 20261002,",
        "date, 20261301,",
        "date, ``,",
        "video_id, -x9_BBBBB02, -x9_BBBBB02",
        "video_id, ``, ``",
        "video_id, `\"a, \"\"b\"\"\nc\"`, `a, \"b\"\nc`",
        "video_id, `動画 分析`, `動画 分析`",
        "video_id, `\"a\"b`,",
      })
  void read_oddCells_areExactOrRefuseTheFile(String column, String cell, @Nullable String value)
      throws IOException {
    String header = TYPE.columns().stream().map(BulkColumn::name).collect(Collectors.joining(","));
    String row =
        TYPE.columns().stream()
            .map(
                one ->
                    one.name().equals(column)
                        ? cell
                        : one.name().equals("date")
                            ? "20261001"
                            : one.name().equals("channel_id") ? "UCabcdefghijklmnopqrstuv" : "")
            .collect(Collectors.joining(","));
    for (String end : List.of("\n", "\r\n")) {
      CellSink sink = new CellSink(column);
      StringReader csv = new StringReader(header + end + row + end);
      if (value == null) {
        assertThrows(BulkFormatException.class, () -> CsvRows.read(csv, TYPE, FILE, sink));
      } else {
        assertThat(CsvRows.read(csv, TYPE, FILE, sink).rows()).isEqualTo(1);
        assertThat(sink.values).containsExactly(value);
      }
    }
  }

  /** The values of one column, as text. */
  private static final class CellSink implements RowSink {
    private final String column;
    private final List<String> values = new ArrayList<>();
    private int field;
    private Column.Type type = Column.Type.STRING;

    CellSink(String column) {
      this.column = column;
    }

    @Override
    public void begin(BulkTable table) {
      List<BulkTable.Field> fields = table.fields();
      while (!fields.get(field).name().equals(column)) {
        field++;
      }
      type = fields.get(field).type();
    }

    @Override
    public void add(BulkRow row) {
      values.add(
          row.isNull(field)
              ? "null"
              : switch (type) {
                case STRING -> row.text(field);
                case FLOAT -> String.valueOf(row.real(field));
                default -> String.valueOf(row.whole(field));
              });
    }
  }

  /** Any column may be the first of a file. */
  @ParameterizedTest
  @ValueSource(strings = {"%s", "\"%s\"", "\uFEFF%s", "\uFEFF\"%s\""})
  void read_quotesAndByteOrderMark_areNoPartOfAName(String firstCell) throws IOException {
    List<String> known = TYPE.columns().stream().map(BulkColumn::name).toList();
    for (String first : List.of("added", known.get(0))) {
      String header =
          Stream.concat(
                  Stream.of(firstCell.formatted(first)),
                  Stream.concat(known.stream(), Stream.of("added"))
                      .filter(name -> !name.equals(first)))
              .collect(Collectors.joining(","));

      CsvRows.Result read = CsvRows.read(new StringReader(header + "\n"), TYPE, FILE, NOWHERE);

      assertThat(read.table().added()).containsExactly("added");
    }
  }
}
