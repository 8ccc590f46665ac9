// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.bulk.BulkColumn;
import io.analytix.beam.bulk.BulkFile;
import io.analytix.beam.bulk.BulkGeneration;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkTable;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
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
