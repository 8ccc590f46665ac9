// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a report's table by channel and key, every value as text. */
public final class DatasetRows {
  private DatasetRows() {}

  /** The table in the dataset {@code ds}, without the columns that differ from run to run. */
  public static Map<String, Map<String, Object>> of(
      FakeBigQuery bigQuery, ReportDefinition report) {
    Map<String, Map<String, Object>> table = new TreeMap<>();
    for (Map<String, String> row : bigQuery.query("SELECT * FROM ds." + report.name())) {
      row.keySet().removeAll(List.of("content_owner", "fetched_at", "run_id"));
      List<String> key = new ArrayList<>(List.of(row.get("channel_id")));
      ReportSchema.of(report).keys().forEach(column -> key.add(row.get(column)));
      assertThat(table.put(key.toString(), texts(row))).isNull();
    }
    return table;
  }

  /** The same row with its values as text. */
  public static Map<String, Object> texts(Map<String, ?> row) {
    Map<String, Object> texts = new LinkedHashMap<>();
    row.forEach(
        (name, value) ->
            texts.put(
                name,
                value instanceof BigDecimal money ? money.toPlainString() : String.valueOf(value)));
    return texts;
  }
}
