// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.response;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.RowCap;
import io.analytix.beam.report.TimeGrain;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportResponseParserTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-02-01");
  private static final DateRange TWO_DAYS = new DateRange(FIRST, FIRST.plusDays(1));
  private static final ReportRequest VIEWS =
      request(TWO_DAYS, null, List.of("day"), "views", "averageViewPercentage");
  private static final ReportRequest MONEY =
      request(TWO_DAYS, null, List.of("day"), "estimatedRevenue");
  private static final ReportRequest COUNTRY =
      request(new DateRange(FIRST, FIRST), null, List.of("country"), "views");
  private static final ReportRequest TOP =
      request(
          new DateRange(FIRST, FIRST), new RowCap(2, List.of("views")), List.of("video"), "views");

  private static final String DAY_HEADER = header("day", "DIMENSION", "STRING");
  private static final String VIEWS_HEADER = header("views", "METRIC", "INTEGER");
  private static final String SHARE_HEADER = header("averageViewPercentage", "METRIC", "FLOAT");
  private static final String MONEY_HEADER = header("estimatedRevenue", "METRIC", "FLOAT");
  private static final String COUNTRY_HEADER = header("country", "DIMENSION", "STRING");
  private static final String VIDEO_HEADER = header("video", "DIMENSION", "STRING");
  private static final String VIEWS_HEADERS =
      "\"columnHeaders\":[" + DAY_HEADER + "," + VIEWS_HEADER + "," + SHARE_HEADER + "]";

  private static ReportRequest request(
      DateRange dates, @Nullable RowCap cap, List<String> dimensions, String... metrics) {
    return new ReportRequest(
        new ReportDefinition(
            "test",
            dimensions,
            List.of(metrics),
            Collections.emptySortedMap(),
            cap,
            TimeGrain.DAY,
            1,
            null,
            false,
            null),
        dates);
  }

  private static String header(String name, String kind, String type) {
    return String.format(
        "{\"name\":\"%s\",\"columnType\":\"%s\",\"dataType\":\"%s\"}", name, kind, type);
  }

  private static String views(String rows) {
    return "{\"kind\":\"youtubeAnalytics#resultTable\","
        + VIEWS_HEADERS
        + ",\"rows\":"
        + rows
        + "}";
  }

  private static String countries(String rows) {
    return "{\"columnHeaders\":["
        + COUNTRY_HEADER
        + ","
        + VIEWS_HEADER
        + "],\"rows\":"
        + rows
        + "}";
  }

  private static String oneCell(String header, String type) {
    return "{\"columnHeaders\":["
        + DAY_HEADER
        + ","
        + header
        + "],\"rows\":[[\"2026-02-01\","
        + type
        + "]]}";
  }

  private static ReportResponse read(ReportRequest request, String json)
      throws InvalidResponseException {
    return new ReportResponseParser(ExpectedResponse.of(request)).read(json.getBytes(UTF_8));
  }

  private static void assertBad(ReportRequest request, String json) {
    assertWithMessage(json)
        .that(
            assertThrows(InvalidResponseException.class, () -> read(request, json), json)
                .getMessage())
        .isNotEmpty();
  }

  private static ReportResponse.Line line(LocalDate day, Object... cells) {
    return new ReportResponse.Line(day, Arrays.asList(cells));
  }

  // Shapes that are right.

  @Test
  void read_rowsAbsentNullOrEmpty_returnsAnEmptyTable() throws Exception {
    ReportResponse empty = new ReportResponse(List.of());
    assertThat(read(VIEWS, "{" + VIEWS_HEADERS + "}")).isEqualTo(empty);
    assertThat(read(VIEWS, views("null"))).isEqualTo(empty);
    assertThat(read(VIEWS, views("[]"))).isEqualTo(empty);
    assertThat(read(VIEWS, "{\"rows\":null," + VIEWS_HEADERS + "}")).isEqualTo(empty);
  }

  @Test
  void read_anyOrderOfFieldsAndColumns_returnsTheSameTable() throws Exception {
    ReportResponse expected =
        new ReportResponse(
            List.of(
                line(FIRST, FIRST, 7L, 41.25),
                line(FIRST.plusDays(1), FIRST.plusDays(1), 0L, 100.0)));

    assertThat(read(VIEWS, views("[[\"2026-02-01\",7,41.25],[\"2026-02-02\",0,100]]")))
        .isEqualTo(expected);
    assertThat(
            read(
                VIEWS,
                "{\"rows\":[[\"2026-02-01\",7,41.25],[\"2026-02-02\",0,1e2]],"
                    + VIEWS_HEADERS
                    + ",\"etag\":{\"x\":[1]}}"))
        .isEqualTo(expected);
    assertThat(
            read(
                VIEWS,
                "\n{\"columnHeaders\":["
                    + SHARE_HEADER
                    + ","
                    + DAY_HEADER
                    + ",{\"dataType\":\"INTEGER\",\"more\":[{}],\"name\":\"views\"}],"
                    + "\"rows\":[[41.25,\"2026-02-01\",7],[100,\"2026-02-02\",0.0]]} \n"))
        .isEqualTo(expected);
  }

  @Test
  void read_absentCells_areNull() throws Exception {
    assertThat(read(VIEWS, views("[[\"2026-02-01\",null,null]]")))
        .isEqualTo(new ReportResponse(List.of(line(FIRST, FIRST, null, null))));
    assertThat(
            read(
                COUNTRY,
                "{\"columnHeaders\":["
                    + COUNTRY_HEADER
                    + ","
                    + VIEWS_HEADER
                    + "],\"rows\":[[null,5],[\"\",6]]}"))
        .isEqualTo(new ReportResponse(List.of(line(FIRST, null, 5L), line(FIRST, "", 6L))));
  }

  @Test
  void read_rowsAboveTheMaximum_areRefused() throws Exception {
    String start = "{\"columnHeaders\":[" + VIDEO_HEADER + "," + VIEWS_HEADER + "],\"rows\":[";

    assertThat(read(TOP, start + "[\"a\",2],[\"b\",1]]}").lines())
        .containsExactly(line(FIRST, "a", 2L), line(FIRST, "b", 1L))
        .inOrder();
    assertBad(TOP, start + "[\"a\",2],[\"b\",1],[\"c\",0]]}");
  }

  @Test
  void read_anyTextOfADimension_isKeptAsReceived() throws Exception {
    String odd = "\\u0000\\t\\u001f\\\"\\\\ \uD83C\uDF0B \\ud83c\\udf0b \u202e\u0301 ;=,";

    ReportResponse table =
        read(
            COUNTRY,
            "{\"columnHeaders\":["
                + COUNTRY_HEADER
                + ","
                + VIEWS_HEADER
                + "],\"rows\":[[\""
                + odd
                + "\",1]]}");

    assertThat(table.lines())
        .containsExactly(
            line(FIRST, "\0\t\u001f\"\\ \uD83C\uDF0B \uD83C\uDF0B \u202e\u0301 ;=,", 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"N\nO", "N\u0001O", "NO\\", "N\\xO", "N\\u004"})
  void read_invalidEscape_isRefused(String sent) {
    assertBad(COUNTRY, countries("[[\"" + sent + "\",1]]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO", "'NO'", "true", "7", "[]", "{}", "[\"NO\"]"})
  void read_invalidText_isRefused(String sent) {
    assertBad(COUNTRY, countries("[[" + sent + ",1]]"));
  }

  @Test
  void read_sameTextEscapedAndPlain_isRefusedAsRepeatedKey() throws Exception {
    assertThat(read(COUNTRY, countries("[[\"N\\u004f\",1]]")).lines())
        .containsExactly(line(FIRST, "NO", 1L));
    assertBad(COUNTRY, countries("[[\"N\\u004f\",1],[\"NO\",1]]"));
  }

  @Test
  void read_replacementCharacter_isKept() throws Exception {
    assertThat(read(COUNTRY, countries("[[\"\uFFFD\",1],[\"\u007f\",2]]")).lines())
        .containsExactly(line(FIRST, "\uFFFD", 1L), line(FIRST, "\u007f", 2L))
        .inOrder();
  }

  @Test
  void read_repeatedTextsAndDays_shareOneObjectEach() throws Exception {
    ReportRequest request = request(TWO_DAYS, null, List.of("day", "country"), "views");
    StringBuilder rows = new StringBuilder("[");
    for (int i = 0; i < 4000; i++) {
      rows.append(i == 0 ? "" : ",").append("[\"2026-02-0").append(1 + i % 2);
      rows.append("\",\"").append(i / 2).append("\",").append(i).append(']');
    }

    List<ReportResponse.Line> lines =
        read(
                request,
                "{\"columnHeaders\":["
                    + String.join(",", DAY_HEADER, COUNTRY_HEADER, VIEWS_HEADER)
                    + "],\"rows\":"
                    + rows.append("]}"))
            .lines();

    assertThat(lines).hasSize(4000);
    for (int i = 0; i < 4000; i++) {
      LocalDate day = FIRST.plusDays(i % 2);
      assertThat(lines.get(i)).isEqualTo(line(day, day, String.valueOf(i / 2), (long) i));
      assertThat(lines.get(i).cells().get(0)).isSameInstanceAs(lines.get(i % 2).cells().get(0));
      assertThat(lines.get(i).first()).isSameInstanceAs(lines.get(i % 2).first());
      assertThat(lines.get(i).cells().get(1)).isSameInstanceAs(lines.get(i - i % 2).cells().get(1));
    }
  }

  @Test
  void read_whiteSpaceAndOtherEncodings_returnsTheSameTable() throws Exception {
    String json = views("[\n [\t\"2026-02-01\" ,\r\n 7 , 1.5 ] \n]\n");
    for (byte[] body :
        List.of(json.getBytes(UTF_8), ("\uFEFF" + json).getBytes(UTF_8), json.getBytes(UTF_16BE))) {
      assertThat(new ReportResponseParser(ExpectedResponse.of(VIEWS)).read(body).lines())
          .containsExactly(line(FIRST, FIRST, 7L, 1.5));
    }
  }

  @Test
  void columns_ofAnUnknownMetric_haveTheTypeOfTheResponse() throws Exception {
    List<Column> requested = List.of(Column.unknown("newMetric", Column.Kind.METRIC));
    for (Column.Type type : List.of(Column.Type.INTEGER, Column.Type.FLOAT)) {
      ReportResponseParser reader =
          new ReportResponseParser(new ExpectedResponse(requested, TWO_DAYS, 0));
      String headers = "{\"columnHeaders\":[" + header("newMetric", "METRIC", type.dataType());
      ReportResponse table = reader.read((headers + "],\"rows\":[[7]]}").getBytes(UTF_8));
      assertThat(reader.columns()).containsExactly(requested.get(0).withType(type));
      assertThat(table.lines())
          .containsExactly(line(FIRST, type == Column.Type.INTEGER ? (Object) 7L : (Object) 7.0));
    }
  }

  // Numbers.

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "7.0, 7",
    "1e3, 1000",
    "9007199254740993, 9007199254740993",
    "9007199254740993.000, 9007199254740993",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
  })
  void read_integerColumn_isExact(String sent, long expected) throws Exception {
    for (String json :
        List.of(
            views("[[\"2026-02-01\"," + sent + ",1]]"),
            "{\"rows\":[[\"2026-02-01\"," + sent + ",1]]," + VIEWS_HEADERS + "}")) {
      assertThat(read(VIEWS, json).lines()).containsExactly(line(FIRST, FIRST, expected, 1.0));
    }
  }

  @Test
  void read_floatColumn_returnsTheNearestDouble() throws Exception {
    List<String> sent =
        new ArrayList<>(
            List.of("0", "-0.5", "1.5E0", "0.00000000000001", "999999999999999", "1e-400"));
    sent.addAll(List.of("0.1234567890123456", "123456789012345678", "1.7976931348623157e308"));
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      sent.add(BigDecimal.valueOf(random.nextLong(), random.nextInt(25)).toPlainString());
    }
    for (String text : sent) {
      assertThat(read(VIEWS, views("[[\"2026-02-01\",1," + text + "]]")).lines())
          .containsExactly(line(FIRST, FIRST, 1L, Double.parseDouble(text)));
    }
    assertThat(read(VIEWS, views("[[\"2026-02-01\",1,-0.0]]")).lines())
        .containsExactly(line(FIRST, FIRST, 1L, -0.0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000000000",
    "-0.0, 0.000000000",
    "12, 12.000000000",
    "1234567.8, 1234567.800000000",
    "0.000000001, 0.000000001",
    "-3.123456789, -3.123456789",
    "0.1234567894, 0.123456789",
    "0.1234567895, 0.123456790",
    "-0.12345678951234567890, -0.123456790",
    "1e-400, 0.000000000",
    "2E2, 200.000000000",
    "0e999999999, 0.000000000",
    "12345678901234567890123456789.123456789, 12345678901234567890123456789.123456789",
  })
  void read_money_isExactWithNineDecimals(String sent, String expected) throws Exception {
    String late =
        "{\"rows\":[[\"2026-02-01\","
            + sent
            + "]],\"columnHeaders\":["
            + DAY_HEADER
            + ","
            + MONEY_HEADER
            + "]}";
    for (String json : List.of(oneCell(MONEY_HEADER, sent), late)) {
      assertThat(read(MONEY, json).lines())
          .containsExactly(line(FIRST, FIRST, new BigDecimal(expected)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456789012345678901234567890",
        "99999999999999999999999999999.9999999999",
        "1e29",
        "1e999999999",
        "1e2147483647",
        "1e99999999999",
        "1e-999999999",
        "-1e-2147483647",
        "\"1.5\"",
        "true",
        "[1]",
        "NaN",
        "Infinity",
        "01",
        "+1",
        "1.",
        "0x1"
      })
  void read_invalidMoney_isRefused(String sent) {
    assertBad(MONEY, oneCell(MONEY_HEADER, sent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "1.5",
        "1e19",
        "1e999999999",
        "1e-999999999",
        "\"7\"",
        "false",
        "{}",
        "1e-2147483648",
        "18446744073709551617",
        "07",
        "-07",
        "+7",
        "-",
        ""
      })
  void read_invalidInteger_isRefused(String sent) {
    assertBad(VIEWS, views("[[\"2026-02-01\"," + sent + ",1]]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999",
        "-1e999999999",
        "\"0.5\"",
        "true",
        "[]",
        "NaN",
        "1.",
        ".5",
        "1.5.5",
        "00.5"
      })
  void read_invalidFloat_isRefused(String sent) {
    assertBad(VIEWS, views("[[\"2026-02-01\",1," + sent + "]]"));
  }

  @Test
  void read_numberOfAMillionDigits_isRefused() {
    String huge = "1".repeat(1_000_000);
    for (ReportRequest request : List.of(MONEY, VIEWS)) {
      assertThrows(
          InvalidResponseException.class, () -> read(request, oneCell(MONEY_HEADER, huge)));
    }
  }

  // Shapes that are wrong.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{}",
        "{\"rows\":[]}",
        "{\"columnHeaders\":null}",
        "{\"columnHeaders\":{}}",
        "{\"columnHeaders\":[]}",
        "{\"columnHeaders\":[5]}",
        "{\"columnHeaders\":[{\"name\":{\"name\":\"day\"}}]}",
        "<!DOCTYPE html><html><title>Sign in</title></html>",
        "{\"error\":{\"code\":500}}"
      })
  void read_invalidResponse_isRefused(String body) {
    assertBad(VIEWS, body);
    assertBad(COUNTRY, body);
  }

  @Test
  void read_errorsBesideAValidTable_isRefused() {
    String right = views("[[\"2026-02-01\",1,1]]");
    for (String field : List.of("\"errors\":{\"code\":\"INTERNAL\"}", "\"error\":null")) {
      assertBad(VIEWS, "{" + field + "," + right.substring(1));
      assertBad(VIEWS, right.substring(0, right.length() - 1) + "," + field + "}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "5",
        "[5]",
        "[null]",
        "[{}]",
        "[[]]",
        "[[\"2026-02-01\",1]]",
        "[[\"2026-02-01\",1,1,1]]",
        "[[\"2026-02-01\",1,1],[\"2026-02-02\"]]",
        "[[\"2026-02-01\",1,1],null]",
        "[[\"2026-02-01\",1,1],[\"2026-02-01\",1,1]]",
        "[[\"2026-02-01\",1,1],[\"2026-02-01\",2,2]]",
        "[[\"2026-01-31\",1,1]]",
        "[[\"2026-02-03\",1,1]]",
        "[[\"2026-02-30\",1,1]]",
        "[[\"2026-2-1\",1,1]]",
        "[[\"20260201\",1,1]]",
        "[[\"2026-02-0a\",1,1]]",
        "[[\"+2026-02-01\",1,1]]",
        "[[\"2026/02/01\",1,1]]",
        "[[\"2026-02-01\",1,1],[\"2026-02-\\u0030\\u0031\",1,1]]",
        "[{\"2026-02-01\",1,1]]",
        "[\"2026-02-01\",1,1]]",
        "[[\"2026-02-01\",1,1]]]",
        "[[\"2026-02-01\",1,1],]",
        "[[\"2026-02-01\",1,1,]]",
        "[[\"2026-02-01\",,1,1]]",
        "[[\"2026-02-01\",1 1,1]]",
        "[[\"2026-02-01\",1/**/,1]]",
        "[[\"2026-02-01\",1,1],[]]",
        "[[\"2026-02-01\",nul,1]]",
        "[[\"2026-02-01\",nulll,1]]",
        "[[\" 2026-02-01\",1,1]]",
        "[[\"\",1,1]]",
        "[[null,1,1]]",
        "[[20260201,1,1]]",
        "[[1,\"2026-02-01\",1]]"
      })
  void read_invalidRows_areRefused(String rows) {
    assertBad(VIEWS, views(rows));
    assertBad(VIEWS, "{\"rows\":" + rows + "," + VIEWS_HEADERS + "}");
  }

  @Test
  void read_invalidHeaders_areRefused() {
    String other = header("likes", "METRIC", "INTEGER");
    for (String headers :
        List.of(
            DAY_HEADER + "," + VIEWS_HEADER,
            DAY_HEADER + "," + VIEWS_HEADER + "," + SHARE_HEADER + "," + other,
            DAY_HEADER + "," + VIEWS_HEADER + "," + VIEWS_HEADER,
            DAY_HEADER + "," + VIEWS_HEADER + "," + other,
            DAY_HEADER + "," + VIEWS_HEADER + "," + SHARE_HEADER + ",null",
            DAY_HEADER + "," + VIEWS_HEADER + "," + SHARE_HEADER + ",{}",
            DAY_HEADER + "," + header("views", "METRIC", "FLOAT") + "," + SHARE_HEADER,
            DAY_HEADER + "," + header("views", "METRIC", "") + "," + SHARE_HEADER,
            DAY_HEADER + "," + header("views", "DIMENSION", "INTEGER") + "," + SHARE_HEADER,
            DAY_HEADER + "," + header("Views", "METRIC", "INTEGER") + "," + SHARE_HEADER)) {
      assertBad(VIEWS, "{\"columnHeaders\":[" + headers + "],\"rows\":[]}");
    }
  }

  @Test
  void read_otherSchema_isAContradiction_brokenResponseIsNot() {
    String views = header("views", "METRIC", "INTEGER");
    for (String contradiction :
        List.of(
            oneCell(header("views", "METRIC", "STRING"), "1"),
            oneCell(header("views", "DIMENSION", "INTEGER"), "1"),
            oneCell(header("likes", "METRIC", "INTEGER"), "1"),
            oneCell(views + "," + SHARE_HEADER, "1,1"),
            oneCell(views, "\"1\""),
            oneCell(views, "1.5"),
            oneCell(views, "9223372036854775808"),
            oneCell(views, "true"))) {
      assertWithMessage(contradiction).that(isContradiction(contradiction)).isTrue();
    }
    String right = oneCell(views, "1");
    for (String broken :
        List.of(
            "{}",
            "<html>",
            oneCell(views, ""),
            oneCell(views, "1,1"),
            oneCell(views, "1],[\"2026-02-01\",1"),
            oneCell(views, "1],[\"2025-02-01\",1"),
            right.substring(0, right.length() - 1),
            "{\"errors\":{}," + right.substring(1))) {
      assertWithMessage(broken).that(isContradiction(broken)).isFalse();
    }
  }

  private static boolean isContradiction(String json) {
    ReportRequest request = request(TWO_DAYS, null, List.of("day"), "views");
    return assertThrows(InvalidResponseException.class, () -> read(request, json), json)
        .isContradiction();
  }

  @Test
  void read_repeatedField_isRefused() {
    assertBad(VIEWS, "{" + VIEWS_HEADERS + ",\"rows\":[],\"rows\":[]}");
    assertBad(VIEWS, "{\"rows\":[],\"rows\":[]," + VIEWS_HEADERS + "}");
    assertBad(VIEWS, "{" + VIEWS_HEADERS + "," + VIEWS_HEADERS + "}");
    assertBad(VIEWS, "{\"columnHeaders\":[{\"name\":\"day\",\"name\":\"views\"}]}");
  }

  @Test
  void read_invalidUnicode_isRefused() {
    String start = "{\"columnHeaders\":[" + COUNTRY_HEADER + "," + VIEWS_HEADER + "],\"rows\":[[\"";
    for (String lone : List.of("\\ud83c", "\\udf0b", "a\\ud83cb", "\\udf0b\\ud83c")) {
      assertBad(COUNTRY, start + lone + "\",1]]}");
    }
    for (int[] wrong :
        List.of(
            new int[] {0xFF, 'x'},
            new int[] {0xC3, 'x'},
            new int[] {0xE2, 0x82},
            new int[] {0x80, 0x80})) {
      byte[] bytes = (start + "??\",1]]}").getBytes(UTF_8);
      bytes[start.length()] = (byte) wrong[0];
      bytes[start.length() + 1] = (byte) wrong[1];
      assertThrows(
          InvalidResponseException.class,
          () -> new ReportResponseParser(ExpectedResponse.of(COUNTRY)).read(bytes),
          Arrays.toString(wrong));
    }
  }

  @Test
  void read_truncatedResponse_isRefused() throws Exception {
    String headersFirst = views("[[\"2026-02-01\",7,41.25],[\"2026-02-02\",0,100]]");
    String rowsFirst =
        "{\"rows\":[[\"2026-02-01\",7,41.25]]," + VIEWS_HEADERS + ",\"etag\":\"\u00e9\"}";
    for (String whole : List.of(headersFirst, rowsFirst)) {
      byte[] bytes = whole.getBytes(UTF_8);
      assertThat(new ReportResponseParser(ExpectedResponse.of(VIEWS)).read(bytes).lines())
          .isNotEmpty();
      for (int end = 0; end < bytes.length; end++) {
        byte[] cut = Arrays.copyOf(bytes, end);
        assertThrows(
            InvalidResponseException.class,
            () -> new ReportResponseParser(ExpectedResponse.of(VIEWS)).read(cut),
            new String(cut, UTF_8));
      }
    }
  }

  /** A response with wrong bytes is refused or read; nothing else may come of it. */
  @Test
  void read_anyByteReplacedOrRemoved_isATableOrRefused() {
    byte[] right = views("[[\"2026-02-01\",7,41.25],[\"2026-02-02\",0,100]]").getBytes(UTF_8);
    int tables = 0;
    int refused = 0;
    for (int i = 0; i < right.length; i++) {
      List<byte[]> wrong = new ArrayList<>();
      byte[] shorter = Arrays.copyOf(right, right.length - 1);
      System.arraycopy(right, i + 1, shorter, i, right.length - i - 1);
      wrong.add(shorter);
      for (byte other : "0123-+.eE\"\\[]{},:nult \n\0\u001f\u0080\u00ff".getBytes(ISO_8859_1)) {
        byte[] changed = right.clone();
        changed[i] = other;
        wrong.add(changed);
      }
      for (byte[] body : wrong) {
        try {
          assertThat(new ReportResponseParser(ExpectedResponse.of(VIEWS)).read(body).lines().size())
              .isAtMost(2);
          tables++;
        } catch (InvalidResponseException e) {
          assertThat(e).hasMessageThat().isNotEmpty();
          refused++;
        }
      }
    }
    assertThat(tables).isGreaterThan(2 * right.length);
    assertThat(refused).isGreaterThan(10 * right.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"}", "{}", "]", ",", "x", "null", "\u0000", "<html>", "\"rows\":[]"})
  void read_moreAfterTheEnd_isRefused(String garbage) {
    assertBad(VIEWS, views("[[\"2026-02-01\",7,41.25]]") + garbage);
  }

  @Test
  void read_deeplyNested_isRefusedWithoutStackOverflow() {
    String deep = "[".repeat(200_000) + "]".repeat(200_000);
    assertThrows(
        InvalidResponseException.class,
        () -> read(VIEWS, "{\"x\":" + deep + "," + VIEWS_HEADERS + "}"));
    assertThrows(
        InvalidResponseException.class,
        () -> read(VIEWS, "{\"rows\":" + deep + "," + VIEWS_HEADERS + "}"));
  }
}
