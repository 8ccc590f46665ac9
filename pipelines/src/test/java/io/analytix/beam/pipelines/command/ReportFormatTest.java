// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.catalogue.Catalogue;
import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.query.Report;
import io.analytix.beam.query.ReportRow;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ReportFormatTest {
  private static final List<Column> COLUMNS =
      Stream.of("month", "insightTrafficSourceDetail", "views", "estimatedRevenue")
          .map(name -> Columns.find(name).orElseThrow())
          .toList();

  private static final Report ODD =
      report(LocalDate.parse("2026-02-01"), "a, \"b\"\nc\td", null, new BigDecimal("0.000000100"));

  private static Report report(Object... cells) {
    return new Report(
        Catalogue.current().types().get(0),
        ReportQuery.of("views").build(),
        COLUMNS,
        List.of(new ReportRow(COLUMNS, Arrays.asList(cells))),
        List.of());
  }

  @Test
  void csv_commasQuotesAndLineBreaks_areQuoted() throws Exception {
    assertThat(text(ReportFormat.CSV))
        .isEqualTo(
            """
            month,insightTrafficSourceDetail,views,estimatedRevenue\r
            2026-02,"a, ""b""
            c\td",,0.000000100\r
            """);
  }

  @Test
  void tsv_tabs_areQuoted() throws Exception {
    assertThat(text(ReportFormat.TSV))
        .isEqualTo(
            """
            month\tinsightTrafficSourceDetail\tviews\testimatedRevenue\r
            2026-02\t"a, ""b""
            c\td"\t\t0.000000100\r
            """);
  }

  @Test
  void json_moneyIsExactAndPlain_absentIsNull() throws Exception {
    assertThat(text(ReportFormat.JSON))
        .isEqualTo(
            """
            [ {
              "month" : "2026-02",
              "insightTrafficSourceDetail" : "a, \\"b\\"\\nc\\td",
              "views" : null,
              "estimatedRevenue" : 0.000000100
            } ]
            """);
  }

  @Test
  void table_numbersAreFlushRight_moneyIsBrief() throws Exception {
    Report plain =
        report(LocalDate.parse("2026-02-01"), "music", 12L, new BigDecimal("3.500000000"));

    assertThat(new String(ReportFormat.TABLE.bytes(plain), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            month    insightTrafficSourceDetail  views  estimatedRevenue
            2026-02  music                          12              3.50
            """);
  }

  @Test
  void ofFile_ending_tellsTheFormat() {
    assertThat(ReportFormat.ofFile("a.b.parquet")).hasValue(ReportFormat.PARQUET);
    assertThat(ReportFormat.ofFile("report.txt")).isEmpty();
  }

  private static String text(ReportFormat format) throws Exception {
    return new String(format.bytes(ODD), StandardCharsets.UTF_8);
  }
}
