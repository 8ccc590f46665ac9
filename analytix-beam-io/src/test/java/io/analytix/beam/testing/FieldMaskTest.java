// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldMaskTest {
  private static final String TABLE =
      """
      {"kind":"k","columnHeaders":[{"name":"day","columnType":"DIMENSION","dataType":"STRING"},
      {"name":"cpm","columnType":"METRIC","dataType":"FLOAT"}],"rows":[["2026-09-01",0.000000001]]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind | {'kind':'k'}",
        "rows,kind | {'kind':'k','rows':[['2026-09-01',0.000000001]]}",
        "columnHeaders/name | {'columnHeaders':[{'name':'day'},{'name':'cpm'}]}",
        "columnHeaders(name,dataType),kind |"
            + " {'kind':'k','columnHeaders':[{'name':'day','dataType':'STRING'},"
            + "{'name':'cpm','dataType':'FLOAT'}]}",
        "columnHeaders/name,columnHeaders/dataType |"
            + " {'columnHeaders':[{'name':'day','dataType':'STRING'},"
            + "{'name':'cpm','dataType':'FLOAT'}]}",
        "errors | {}"
      },
      quoteCharacter = '"')
  void select_legalFields_keepsOnlyThem(String fields, String expected) throws Exception {
    assertThat(FieldMask.parse(fields, FieldMask.RESULT_TABLE).select(Json.parse(TABLE)))
        .isEqualTo(Json.parse(expected.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "kind,columnHeaders,rows", "columnHeaders/*,*", "*,rows"})
  void select_everything_keepsTheTable(String fields) throws Exception {
    assertThat(FieldMask.parse(fields, FieldMask.RESULT_TABLE).select(Json.parse(TABLE)))
        .isEqualTo(Json.parse(TABLE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "row | row",
        "rows,Kind | Kind",
        "columnHeaders/type | type",
        "rows/day | day",
        "columnHeaders(name | columnHeaders(name",
        "kind) | kind)",
        "kind,,rows | kind,,rows",
        "/kind | /kind"
      })
  void parse_unknownOrBrokenSelection_isRefusedByName(String fields, String named) {
    Refused refused =
        assertThrows(Refused.class, () -> FieldMask.parse(fields, FieldMask.RESULT_TABLE));

    assertThat(Json.parse(refused.answer().body()).at("/error"))
        .isEqualTo(
            Json.parse(
                """
                {"code":400,"message":"Invalid field selection %1$s","errors":[{
                "message":"Invalid field selection %1$s","domain":"global",
                "reason":"invalidParameter","locationType":"parameter","location":"fields"}]}
                """
                    .formatted(named)));
  }

  @Test
  void select_ofMoney_staysPlain() throws Exception {
    assertThat(Json.text(FieldMask.parse("rows", FieldMask.RESULT_TABLE).select(Json.parse(TABLE))))
        .isEqualTo("{\"rows\":[[\"2026-09-01\",0.000000001]]}");
  }
}
