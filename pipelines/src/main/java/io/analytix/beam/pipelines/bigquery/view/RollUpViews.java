// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.view;

import static java.util.stream.Collectors.joining;

import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.sql.SqlText;
import io.analytix.beam.pipelines.bigquery.sql.TableColumn;
import io.analytix.beam.pipelines.bigquery.sql.TableColumn.Role;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.report.Column;
import io.analytix.beam.report.Columns;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.row.ReportSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Views of a daily report's weeks and months: {@code REPORT_by_week} and {@code REPORT_by_month}.
 *
 * <p>Metrics that may be added up over days are added up. A ratio is recalculated if the table has
 * both of its parts; other metrics are left out. Top lists have no views, because their rows differ
 * from day to day.
 */
public final class RollUpViews {
  /** Ratios whose parts are metrics. */
  private static final Map<String, Ratio> RATIOS =
      Stream.of(
              new Ratio("averageViewDuration", 60, "estimatedMinutesWatched", "views"),
              new Ratio("cardClickRate", 1, "cardClicks", "cardImpressions"),
              new Ratio("cardTeaserClickRate", 1, "cardTeaserClicks", "cardTeaserImpressions"),
              new Ratio(
                  "annotationClickThroughRate",
                  1,
                  "annotationClicks",
                  "annotationClickableImpressions"),
              new Ratio(
                  "annotationCloseRate", 1, "annotationCloses", "annotationClosableImpressions"),
              new Ratio("cpm", 1000, "grossRevenue", "adImpressions"),
              new Ratio("playbackBasedCpm", 1000, "grossRevenue", "monetizedPlaybacks"),
              new Ratio(
                  "playlistAverageViewDuration",
                  60,
                  "playlistEstimatedMinutesWatched",
                  "playlistViews"),
              new Ratio(
                  "averageTimeInPlaylist", 1, "playlistEstimatedMinutesWatched", "playlistStarts"),
              new Ratio("viewsPerPlaylistStart", 1, "playlistViews", "playlistStarts"))
          .collect(Collectors.toMap(Ratio::metric, ratio -> ratio));

  private RollUpViews() {}

  /** A metric that is a factor times one metric divided by another. */
  private record Ratio(String metric, int factor, String numerator, String denominator) {
    boolean isOf(Set<String> metrics) {
      return metrics.contains(numerator) && metrics.contains(denominator);
    }

    /**
     * Uses only rows that have both parts, because a column that was added later is null before.
     */
    String sql(String name) {
      return "%d * %s / NULLIF(%s, 0) AS %s"
          .formatted(factor, sum(numerator, denominator), sum(denominator, numerator), name);
    }

    private static String sum(String summed, String present) {
      return "SUM(CASE WHEN %s IS NOT NULL THEN %s END)".formatted(column(present), column(summed));
    }
  }

  /** The views of a report; none if its metrics cannot be added up over days. */
  public static List<ViewSpec> of(DatasetName dataset, ReportSchema report) {
    if (!(report.definition() instanceof ReportDefinition definition)) {
      return List.of();
    }
    List<String> figures = figures(definition);
    if (definition.every() != TimeGrain.DAY || definition.cap() != null || figures.isEmpty()) {
      return List.of();
    }
    return List.of(
        view(dataset, report, figures, "week", "ISOWEEK"),
        view(dataset, report, figures, "month", "MONTH"));
  }

  private static List<String> figures(ReportDefinition report) {
    Set<String> metrics = Set.copyOf(report.metrics());
    List<String> figures = new ArrayList<>();
    for (Column column : report.columns()) {
      if (column.kind() == Column.Kind.METRIC) {
        String name = SqlText.quoted(column.columnName());
        Ratio ratio = RATIOS.get(column.apiName());
        if (column.summableOverDays()) {
          figures.add("SUM(%1$s) AS %1$s".formatted(name));
        } else if (ratio != null && ratio.isOf(metrics)) {
          figures.add(ratio.sql(name));
        }
      }
    }
    return figures;
  }

  private static ViewSpec view(
      DatasetName dataset, ReportSchema report, List<String> figures, String period, String part) {
    String name = report.definition().name();
    String groups =
        TableShape.of(report).with(Role.KEY).stream()
            .filter(column -> !column.name().equals(ReportSchema.DAY))
            .map(TableColumn::quoted)
            .collect(joining(", "));
    return new ViewSpec(
        name + "_by_" + period,
        "Report %s by %s, with the first day of each; only metrics that can be added up or recalculated."
            .formatted(name, period),
        """
        SELECT
          DATE_TRUNC(day, %1$s) AS period_start,
          %2$s,
          COUNT(DISTINCT day) AS days,
          %3$s
        FROM %4$s
        GROUP BY period_start, %2$s
        """
            .formatted(part, groups, String.join(",\n  ", figures), dataset.table(name)));
  }

  private static String column(String apiName) {
    return SqlText.quoted(Columns.find(apiName).orElseThrow().columnName());
  }
}
