// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.DerivedRows;
import io.analytix.beam.FinishedShard;
import io.analytix.beam.ReadResult;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.DerivedTable;
import io.analytix.beam.row.ReplaceScope;
import io.analytix.beam.row.ReportSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.Row;

/** A table that is derived from a report: the country with the most views of each day. */
public final class TopCountries {
  // derived-tables.md: table
  public static final DerivedTable TABLE =
      DerivedTable.named("top_country_daily")
          .value("country", Column.Type.STRING)
          .value("views", Column.Type.INTEGER)
          .build();

  // derived-tables.md: end

  private TopCountries() {}

  /** The read with the table derived from its {@link Sample#COUNTRY}. */
  public static ReadResult with(ReadResult read, String runId) {
    return read.and(
        read.finishedShards()
            .apply("TopCountries", ParDo.of(new TopCountriesFn()))
            .apply(
                "Derive",
                AnalytixIO.derive(
                    TABLE,
                    read.getPipeline()
                        .apply("DerivedRun", Create.of(runId))
                        .apply("DerivedRunId", View.asSingleton()))));
  }

  private static final class TopCountriesFn extends DoFn<FinishedShard, DerivedRows> {
    private static final long serialVersionUID = 1L;

    // derived-tables.md: rows
    @ProcessElement
    public void process(@Element FinishedShard shard, OutputReceiver<DerivedRows> out) {
      if (!shard.shard().report().equals("geography_daily")) {
        return;
      }
      for (FinishedShard.Answer answer : shard.answers()) {
        ReplaceScope scope = answer.replaceScope().orElse(null);
        String channel = answer.outcome().channelId();
        if (scope != null && channel != null) {
          String owner = answer.outcome().contentOwner();
          out.output(new DerivedRows(channel, owner, scope.days(), top(answer.rows())));
        }
      }
    }

    // derived-tables.md: end

    private static List<Row> top(List<Row> rows) {
      Schema schema = ReportSchema.of(TABLE).ownColumns();
      Map<LocalDate, Row> best = new TreeMap<>();
      for (Row row : rows) {
        best.merge(
            row.getLogicalTypeValue("day", LocalDate.class),
            row,
            (one, other) ->
                List.of(one, other).stream()
                    .max(Comparator.comparing(TopCountriesFn::views))
                    .orElseThrow());
      }
      List<Row> top = new ArrayList<>();
      best.forEach(
          (day, row) ->
              top.add(
                  Row.withSchema(schema)
                      .addValues(day, row.getString("country"), row.getInt64("views"))
                      .build()));
      return top;
    }

    private static Long views(Row row) {
      return row.getInt64("views");
    }
  }
}
