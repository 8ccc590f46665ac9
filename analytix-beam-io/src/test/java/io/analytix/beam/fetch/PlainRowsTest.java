// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.google.common.collect.Range;
import io.analytix.beam.Seed;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read off the bytes is what Jackson reads, or is left to it. */
final class PlainRowsTest {
  private static final int DRAWN = Integer.getInteger("answers", 10_000);

  private static final LocalDate FIRST = LocalDate.parse("2026-02-01");
  private static final List<Column> COLUMNS =
      Stream.of("day", "country", "views", "averageViewPercentage", "estimatedRevenue")
          .map(name -> Columns.find(name).orElseThrow())
          .toList();
  private static final AnswerShape SHAPE =
      new AnswerShape(COLUMNS, new DateRange(FIRST, FIRST.plusDays(30)), 0);
  private static final String HEADERS = DrawnAnswer.headers(COLUMNS);
  private static final String ROW = "[\"2026-02-01\",\"NO\",7,1.5,2.25]";

  /** What became of an answer: its table, or why there is none. */
  private record Reading(@Nullable ReportTable table, @Nullable String refused) {
    static Reading of(AnswerReader reader, byte[] body) {
      try {
        return new Reading(reader.read(body), null);
      } catch (BadAnswer e) {
        return new Reading(null, e.getMessage());
      }
    }
  }

  private static String answer(String rows) {
    return "{" + HEADERS + ",\"rows\":" + rows + "}";
  }

  /** Whether the rows, which begin behind their name, are taken off the bytes. */
  private static boolean isPlain(byte[] body, Charset charset) {
    String text = new String(body, charset);
    int rows = text.indexOf("\"rows\":") + "\"rows\":".length();
    int from = text.substring(0, rows).getBytes(charset).length;
    try {
      return new PlainRows(body, headers(text)).read(from, new AnswerLines(SHAPE));
    } catch (BadAnswer e) {
      return true;
    }
  }

  private static AnswerHeaders headers(String text) {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      for (int i = 0; i < 3; i++) {
        json.nextToken();
      }
      return AnswerHeaders.read(json, COLUMNS);
    } catch (IOException | BadAnswer e) {
      throw new AssertionError(text, e);
    }
  }

  private static boolean isPlain(String json) {
    return isPlain(json.getBytes(UTF_8), UTF_8);
  }

  private static Reading plainly(byte[] body, KnownHeaders known) {
    return Reading.of(new AnswerReader(SHAPE, known), body);
  }

  private static Reading byJackson(byte[] body) {
    return Reading.of(AnswerReader.byJackson(SHAPE), body);
  }

  private static void assertSame(String what, byte[] body) {
    assertSame(what, body, new KnownHeaders());
  }

  /** Twice, because what the first reading notes must not change the second. */
  private static void assertSame(String what, byte[] body, KnownHeaders known) {
    Reading expected = byJackson(body);
    for (int i = 0; i < 2; i++) {
      assertWithMessage("%s: %s", what, new String(body, UTF_8))
          .that(plainly(body, known))
          .isEqualTo(expected);
    }
  }

  @Test
  void read_drawnAnswers_isWhatJacksonReads() {
    long seed = Seed.get();
    int plain = 0;
    KnownHeaders known = new KnownHeaders();
    for (int i = 0; i < DRAWN; i++) {
      byte[] body = new DrawnAnswer(new Random(seed + i), COLUMNS, FIRST).usual();
      assertSame("seed " + (seed + i), body, known);
      plain += byJackson(body).table() != null ? 1 : 0;
    }
    assertWithMessage("right answers, seed %s", seed).that(plain).isAtLeast(DRAWN / 3);
  }

  @Test
  void read_drawnAnswersWithWrongBytes_isWhatJacksonReads() {
    long seed = Seed.get();
    int tables = 0;
    int met = 0;
    KnownHeaders known = new KnownHeaders();
    for (int i = 0; i < DRAWN; i++) {
      DrawnAnswer drawn = new DrawnAnswer(new Random(seed + i), COLUMNS, FIRST);
      plainly(drawn.usual(), known);
      byte[] body = drawn.spoilt();
      met += known.find(COLUMNS, body) != null ? 1 : 0;
      assertSame("seed " + (seed + i), body, known);
      tables += byJackson(body).table() != null ? 1 : 0;
    }
    assertWithMessage("of known headers, seed %s", seed).that(met).isAtLeast(DRAWN / 3);
    assertWithMessage("spoilt but readable, seed %s", seed).that(tables).isAtLeast(DRAWN / 50);
    assertWithMessage("unreadable, seed %s", seed).that(tables).isAtMost(DRAWN * 9 / 10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        " [ ] ",
        "[" + ROW + "]",
        "[\n [\t\"2026-02-01\" ,\r\n \"NO\" , 7 , 1.5 , 2.25 ] \n]\n",
        "[[\"2026-02-01\",null,null,null,null]]",
        "[[\"2026-02-01\",\"\",0,0,0]]",
        "[[\"2026-02-01\",\"{}[],: \",-1,-0.5,-0.000000001]]",
        "[[\"2026-02-01\",\"\u00e9\u20ac\uD83C\uDF0B\",999999999999999999,0.00000000000001,1]]",
        "[[\"2026-02-01\",\"\u007f\",1,999999999999999,999999999.999999999]]",
        "[[\"2026-02-01\",\"NO\",1,0.1234567890123456,123456789.123456785]]",
        "[[\"2026-02-01\",\"NO\",1,123456789012345678,-0.0000000005]]",
        "[" + ROW + "," + ROW + "]",
        "[[\"2026-03-04\",\"NO\",7,1.5,2.25]]",
        "[[null,\"NO\",7,1.5,2.25]]"
      })
  void read_usualRows_needsNoJackson(String rows) {
    String json = answer(rows);
    assertThat(isPlain(json)).isTrue();
    assertSame("named", json.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-02-01\"~\"2026-02-30\"",
        "\"2026-02-01\"~\"2026-02-0a\"",
        "\"2026-02-01\"~\"+2026-02-01\"",
        "\"2026-02-01\"~\"2026/02/01\"",
        "\"2026-02-01\"~\"2026-2-1\"",
        "\"2026-02-01\"~\"2026-02-\\u0030\\u0031\"",
        "\"2026-02-01\"~\"\"",
        "\"2026-02-01\"~20260201",
        "\"NO\"~\"N\\u004f\"",
        "\"NO\"~\"N\\\"O\"",
        "\"NO\"~\"N\nO\"",
        "\"NO\"~\"\uFFFD\"",
        "\"NO\"~NO",
        "\"NO\"~'NO'",
        "\"NO\"~true",
        "\"NO\"~nul",
        "\"NO\"~nulll",
        "\"NO\"~[]",
        ",7,~,07,",
        ",7,~,-07,",
        ",7,~,-0,",
        ",7,~,+7,",
        ",7,~,-,",
        ",7,~,,",
        ",7,~,7.0,",
        ",7,~,7.5,",
        ",7,~,7e0,",
        ",7,~,1234567890123456789,",
        ",7,~,9223372036854775808,",
        ",7,~,18446744073709551617,",
        ",7,~,\"7\",",
        ",7,~,7 7,",
        ",7,~,7/**/,",
        "1.5~1.",
        "1.5~.5",
        "1.5~1.5.5",
        "1.5~-0.0",
        "1.5~00.5",
        "1.5~1.5E0",
        "1.5~NaN",
        "2.25~0.000000000000000001",
        "2.25~1234567890.0000000000",
        "2.25~2.25,",
        "2.25~2.25,3",
        "[~{",
        "[~",
        "]~",
        "]~]]",
        "]~,]",
        "]~],",
        "]~],null",
        "]~],[]",
        "]~} ",
      })
  void read_anUnusualPlace_isLeftToJackson(String usualAndUnusual) {
    List<String> both = List.of(usualAndUnusual.split("~", -1));
    String row = ROW.replace(both.get(0), both.get(1));
    assertThat(row).isNotEqualTo(ROW);
    String json = answer("[" + row + "]");
    assertThat(isPlain(json)).isFalse();
    assertSame("named", json.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "]", ",", ",\"kind\":\"x\"}", ",\"error\":1}", "}}", "}\u0000"})
  void read_answerThatEndsOtherwise_isLeftToJackson(String end) {
    String whole = answer("[" + ROW + "]");
    String json = whole.substring(0, whole.length() - 1) + end;
    assertThat(isPlain(json)).isFalse();
    assertSame("named", json.getBytes(UTF_8));
  }

  @Test
  void read_bytesThatAreNoUtf8_areLeftToJackson() {
    for (int[] wrong :
        List.of(
            new int[] {0xFF, 'x'},
            new int[] {0xC3, 'x'},
            new int[] {0xC0, 0x80},
            new int[] {0xE2, 0x82},
            new int[] {0x80, 0x80})) {
      byte[] body = answer("[" + ROW + "]").getBytes(UTF_8);
      int place = new String(body, UTF_8).indexOf("NO");
      body[place] = (byte) wrong[0];
      body[place + 1] = (byte) wrong[1];
      assertThat(isPlain(body, ISO_8859_1)).isFalse();
      assertSame(Arrays.toString(wrong), body);
    }
  }

  @Test
  void read_otherEncodings_areReadAsTheyAre() throws Exception {
    String json = answer("[" + ROW + "]");
    ReportTable expected = AnswerReader.byJackson(SHAPE).read(json.getBytes(UTF_8));
    for (byte[] body : List.of(("\uFEFF" + json).getBytes(UTF_8), json.getBytes(UTF_16BE))) {
      assertThat(byJackson(body).table()).isEqualTo(expected);
      assertSame("encoding", body);
    }
  }

  @Test
  void read_moreTextsThanAreKnownAtOnce_keepsThemApart() {
    StringBuilder rows = new StringBuilder("[");
    for (int i = 0; i < 3000; i++) {
      rows.append(i == 0 ? "" : ",").append("[\"2026-02-0").append(1 + i / 1000);
      rows.append("\",\"").append(i % 1000).append("\",1,1,1]");
    }
    String json = answer(rows.append(']').toString());
    assertThat(isPlain(json)).isTrue();
    assertSame("many texts", json.getBytes(UTF_8));
  }

  @Test
  void read_anyByteBeforeTheRowsSpoilt_isWhatJacksonReads() {
    byte[] right = answer("[" + ROW + "]").getBytes(UTF_8);
    int rows = new String(right, UTF_8).indexOf("[[");
    KnownHeaders known = new KnownHeaders();
    for (int i = 0; i < rows; i++) {
      for (byte other : "\"\\{}[]:,aN1 \n\u0000".getBytes(UTF_8)) {
        byte[] body = right.clone();
        body[i] = other;
        plainly(right, known);
        assertThat(known.find(COLUMNS, right)).isNotNull();
        assertThat(known.find(COLUMNS, body) != null).isEqualTo(other == right[i]);
        assertSame("byte " + i, body, known);
      }
    }
  }

  @Test
  void read_sameHeadersForOtherColumns_areReadAnew() {
    KnownHeaders known = new KnownHeaders();
    byte[] body = answer("[" + ROW + "]").getBytes(UTF_8);
    plainly(body, known);
    List<Column> others = new ArrayList<>(COLUMNS);
    Collections.reverse(others);
    for (List<Column> asked : List.of(others, COLUMNS.subList(0, 4), COLUMNS)) {
      AnswerShape shape = new AnswerShape(asked, SHAPE.dates(), 0);
      for (int i = 0; i < 2; i++) {
        assertThat(Reading.of(new AnswerReader(shape, known), body))
            .isEqualTo(Reading.of(AnswerReader.byJackson(shape), body));
      }
    }
  }

  @Test
  void read_knownHeaders_stillJudgesTheRowsByTheRequest() {
    KnownHeaders known = new KnownHeaders();
    byte[] body = answer("[" + ROW + ",[\"2026-02-02\",\"NO\",7,1.5,2.25]]").getBytes(UTF_8);
    plainly(body, known);
    for (AnswerShape shape :
        List.of(
            new AnswerShape(COLUMNS, new DateRange(FIRST, FIRST), 0),
            new AnswerShape(COLUMNS, SHAPE.dates(), 1))) {
      Reading reading = Reading.of(new AnswerReader(shape, known), body);
      assertThat(reading.refused()).isNotNull();
      assertThat(reading).isEqualTo(Reading.of(AnswerReader.byJackson(shape), body));
    }
  }

  @Test
  void columns_ofKnownHeaders_haveTheTypesThatTheAnswerTold() throws Exception {
    List<Column> asked = List.of(Column.unknown("newMetric", Column.Kind.METRIC));
    AnswerShape shape = new AnswerShape(asked, SHAPE.dates(), 0);
    KnownHeaders known = new KnownHeaders();
    for (Column.Type type :
        List.of(Column.Type.INTEGER, Column.Type.INTEGER, Column.Type.FLOAT, Column.Type.FLOAT)) {
      List<Column> told = List.of(asked.get(0).withType(type));
      AnswerReader reader = new AnswerReader(shape, known);
      reader.read(("{" + DrawnAnswer.headers(told) + ",\"rows\":[[7]]}").getBytes(UTF_8));
      assertThat(reader.columns()).isEqualTo(told);
    }
  }

  @Test
  void read_manyRequestsAndHugeHeaders_keepsFew() {
    KnownHeaders known = new KnownHeaders();
    int kept = 0;
    for (int i = 0; i < 1000; i++) {
      List<Column> asked = List.of(Column.unknown("m" + i, Column.Kind.METRIC));
      known.note(asked, "{".getBytes(UTF_8), 1, headers(answer("[]")));
    }
    for (int i = 0; i < 1000; i++) {
      List<Column> asked = List.of(Column.unknown("m" + i, Column.Kind.METRIC));
      kept += known.find(asked, "{}".getBytes(UTF_8)) != null ? 1 : 0;
    }
    assertThat(kept).isIn(Range.closed(1, 256));
    byte[] huge =
        answer("[" + ROW + "]")
            .replace("{\"col", "{" + " ".repeat(20_000) + "\"col")
            .getBytes(UTF_8);
    assertSame("huge", huge, known);
    assertThat(known.find(COLUMNS, huge)).isNull();
  }
}
