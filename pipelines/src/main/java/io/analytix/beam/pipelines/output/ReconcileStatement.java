// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.bulk.BulkColumn;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.report.Reports;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The SQL, of BigQuery and of DuckDB alike, that adds up the rows of {@code channel_basic} for each
 * channel and day and sets them beside the row of {@code channel_daily}.
 *
 * @param metrics the metrics that both tables have: the column of the bulk table by that of {@code
 *     channel_daily}
 * @param first the first day, null for the first with a bulk file
 * @param last the last day, null for the last with a bulk file
 */
public record ReconcileStatement(
    Map<String, String> metrics, @Nullable LocalDate first, @Nullable LocalDate last) {
  /** The report of the YouTube Analytics API. */
  public static final String DAILY = "channel_daily";

  /** The report types of the bulk files, without their version. */
  public static final String FAMILY = "channel_basic";

  /** The column of the channel. */
  public static final String CHANNEL = "channel_id";

  /** The column of the Pacific day. */
  public static final String DAY = "day";

  /** Which half has the day: {@link #BOTH}, {@link #BULK} or {@link #DAILY}. */
  public static final String FOUND_IN = "found_in";

  /** Both halves. */
  public static final String BOTH = "both";

  /** The bulk files only. */
  public static final String BULK = "bulk";

  /** Metrics whose names differ. Averages cannot be added up. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "estimated_minutes_watched", "watch_time_minutes",
          "estimated_red_minutes_watched", "red_watch_time_minutes");

  /** The statement about a version of {@code channel_basic}. */
  public static ReconcileStatement of(
      BulkReportType type, @Nullable LocalDate first, @Nullable LocalDate last) {
    Set<String> ofFile =
        withColumns(type).columns().stream().map(BulkColumn::name).collect(Collectors.toSet());
    Map<String, String> metrics = new LinkedHashMap<>();
    Reports.find(DAILY).orElseThrow().columns().stream()
        .map(column -> column.columnName())
        .forEach(
            daily -> {
              String bulk = RENAMED.getOrDefault(daily, daily);
              if (ofFile.contains(bulk)) {
                metrics.put(daily, bulk);
              }
            });
    return new ReconcileStatement(metrics, first, last);
  }

  /** A version that the catalogue does not know yet counts as the newest that it knows. */
  private static BulkReportType withColumns(BulkReportType type) {
    return type.hasKnownColumns() ? type : BulkReportTypes.newest(type.id()).orElse(type);
  }

  /** The statement; each table is what can stand behind FROM. */
  public String sql(String bulkTable, String dailyTable) {
    List<String> sums = new ArrayList<>();
    List<String> days = new ArrayList<>();
    List<String> compared = new ArrayList<>();
    metrics.forEach(
        (daily, bulk) -> {
          sums.add("SUM(" + bulk + ") AS " + daily);
          days.add("targeted." + daily);
          compared.add("bulk.%1$s AS %2$s".formatted(daily, bulk(daily)));
          compared.add("daily.%1$s AS %2$s".formatted(daily, daily(daily)));
          compared.add(
              "ABS(bulk.%1$s - daily.%1$s) / NULLIF(ABS(daily.%1$s), 0) AS %1$s_share"
                  .formatted(daily));
        });
    return """
        WITH bulk AS (
          SELECT channel_id, date AS day,
            %1$s
          FROM %2$s AS file
          WHERE content_owner IS NULL%3$s
          GROUP BY channel_id, date
        ),
        extent AS (
          SELECT channel_id, MIN(day) AS first_day, MAX(day) AS last_day
          FROM bulk
          GROUP BY channel_id
        ),
        daily AS (
          SELECT targeted.channel_id, targeted.day,
            %4$s
          FROM %5$s AS targeted
          JOIN extent
          ON extent.channel_id = targeted.channel_id
            AND targeted.day BETWEEN extent.first_day AND extent.last_day
          WHERE targeted.content_owner IS NULL
        )
        SELECT
          COALESCE(bulk.channel_id, daily.channel_id) AS channel_id,
          COALESCE(bulk.day, daily.day) AS day,
          CASE
            WHEN daily.channel_id IS NULL THEN 'bulk'
            WHEN bulk.channel_id IS NULL THEN 'channel_daily'
            ELSE 'both'
          END AS found_in,
          %6$s
        FROM bulk
        FULL JOIN daily
        ON daily.channel_id = bulk.channel_id AND daily.day = bulk.day
        ORDER BY channel_id, day
        """
        .formatted(
            String.join(",\n    ", sums),
            bulkTable,
            within(),
            String.join(",\n    ", days),
            dailyTable,
            String.join(",\n  ", compared));
  }

  /** The column with the sum of the bulk files. */
  public static String bulk(String metric) {
    return metric + "_bulk";
  }

  /** The column with the figure of {@code channel_daily}. */
  public static String daily(String metric) {
    return metric + "_daily";
  }

  private String within() {
    return (first == null ? "" : " AND date >= DATE '" + first + "'")
        + (last == null ? "" : " AND date <= DATE '" + last + "'");
  }
}
