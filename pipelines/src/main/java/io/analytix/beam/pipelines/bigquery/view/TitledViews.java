// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.view;

import static java.util.stream.Collectors.joining;

import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.sql.SqlText;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.row.ReportSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Views that put titles beside figures: {@code REPORT_titled} has each row of the report once, with
 * columns of the snapshots {@code videos}, {@code playlists}, {@code groups} and {@code channels}
 * after its own. A row without a snapshot has null there.
 *
 * <p>If a channel is fetched with its own consent and through a content owner, a snapshot has two
 * rows of a video; the views read the one that changed last.
 */
public final class TitledViews {
  private static final List<Snapshot> SNAPSHOTS =
      List.of(
          new Snapshot(
              "videos",
              ReportSchema.VIDEO,
              "video_",
              List.of(
                  "title",
                  "published_at",
                  "duration_seconds",
                  "privacy_status",
                  "live_broadcast_content",
                  ReportSchema.REMOVED_AT)),
          new Snapshot(
              "playlists",
              "playlist",
              "playlist_",
              List.of("title", "published_at", "privacy_status", "item_count")),
          new Snapshot("groups", "group_id", "group_", List.of("title")),
          new Snapshot("channels", ReportSchema.CHANNEL_ID, "channel_", List.of("title")));

  private TitledViews() {}

  /**
   * A snapshot whose rows describe what the figures are about.
   *
   * @param key the column that identifies a row, in the snapshot as in the figures
   * @param prefix of the names in the view, in which a plain {@code title} would be ambiguous
   * @param columns of the snapshot that the view has
   */
  private record Snapshot(String table, String key, String prefix, List<String> columns) {
    String alias() {
      return "latest_" + table;
    }

    String latest(DatasetName dataset) {
      return """
      %1$s AS (
        SELECT %2$s, %3$s
        FROM %4$s
        WHERE %2$s IS NOT NULL
        QUALIFY ROW_NUMBER() OVER (
          PARTITION BY %2$s
          ORDER BY fetched_at DESC, content_owner IS NOT NULL, content_owner, channel_id) = 1
      )\
      """
          .formatted(
              alias(),
              SqlText.quoted(key),
              columns.stream().map(SqlText::quoted).collect(joining(", ")),
              dataset.table(table));
    }

    String join() {
      return "LEFT JOIN %1$s ON %1$s.%2$s = figures.%2$s".formatted(alias(), SqlText.quoted(key));
    }

    Stream<String> selected() {
      return columns.stream()
          .map(column -> alias() + "." + SqlText.quoted(column) + " AS " + prefix + column);
    }
  }

  /** The names of the snapshots that the views read. */
  public static List<String> snapshots() {
    return SNAPSHOTS.stream().map(Snapshot::table).toList();
  }

  /**
   * The view of a report; none of a snapshot, or if no table describes its rows.
   *
   * @param tables the tables that exist, by their names
   */
  public static Optional<ViewSpec> of(
      DatasetName dataset, ReportSchema report, Map<String, ReportSchema> tables) {
    if (!(report.definition() instanceof ReportDefinition definition)
        || definition.every() == TimeGrain.SNAPSHOT) {
      return Optional.empty();
    }
    List<Snapshot> described =
        SNAPSHOTS.stream()
            .filter(snapshot -> tables.containsKey(snapshot.table()))
            .filter(snapshot -> report.schema().hasField(snapshot.key()))
            .toList();
    return described.isEmpty() ? Optional.empty() : Optional.of(view(dataset, report, described));
  }

  private static ViewSpec view(DatasetName dataset, ReportSchema report, List<Snapshot> described) {
    String name = report.definition().name();
    Stream<String> columns =
        Stream.concat(
            report.schema().getFieldNames().stream()
                .map(column -> "figures." + SqlText.quoted(column)),
            described.stream().flatMap(Snapshot::selected));
    return new ViewSpec(
        name + "_titled",
        "Report %s with columns of %s."
            .formatted(name, described.stream().map(Snapshot::table).collect(joining(", "))),
        """
        WITH %s
        SELECT
          %s
        FROM %s AS figures
        %s
        """
            .formatted(
                described.stream().map(one -> one.latest(dataset)).collect(joining(",\n")),
                columns.collect(joining(",\n  ")),
                dataset.table(name),
                described.stream().map(Snapshot::join).collect(joining("\n"))));
  }
}
