// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.Table;
import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.bigquery.sql.OutcomeQuery;
import io.analytix.beam.pipelines.bigquery.sql.SqlText;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.output.ChannelTable;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Reads back what runs left in a dataset. */
final class StoredDataset {
  /** Outcomes of answers, with rows or without. */
  private static final String ANSWERED = "status IN ('OK', 'EMPTY', 'TRUNCATED')";

  /** A request takes less; it bounds the partitions that are read. */
  private static final Duration MAX_REQUEST = Duration.ofDays(2);

  private final OpenDataset dataset;

  private StoredDataset(OpenDataset dataset) {
    this.dataset = dataset;
  }

  /**
   * Opens a dataset for reading.
   *
   * @throws BigQueryException if it is missing or not accessible
   * @throws IOException if BigQuery cannot be reached
   */
  static StoredDataset open(String dataset, PipelineOptions options) throws IOException {
    return new StoredDataset(
        OpenDataset.of(DatasetPlan.of(dataset, List.of(), CompatibilityViews.NONE), options));
  }

  /**
   * Passes every outcome of a run to {@code reader}.
   *
   * @throws IOException if the query fails
   */
  public void outcomes(String runId, Consumer<Outcome> reader) throws IOException {
    query(
        "SELECT %2$s FROM %1$s WHERE run_id = " + SqlText.text(runId),
        row -> reader.accept(OutcomeQuery.read(row)));
  }

  /**
   * Finds requested days that have stored rows although no response of the run covers them, for
   * reports by day. These rows stay.
   *
   * @throws IOException if a query fails
   */
  public UnconfirmedDays unconfirmed(String runId, Collection<ReportDefinition> reports)
      throws IOException {
    Map<UnconfirmedDays.ReportTable, Set<LocalDate>> days = new HashMap<>();
    for (ReportDefinition report : reports) {
      Optional<DateRange> without =
          report.every() == TimeGrain.DAY ? withoutRows(runId, report) : Optional.empty();
      if (without.isPresent()) {
        query(
            """
            SELECT DISTINCT stored.channel_id, stored.content_owner, stored.day
            FROM %%s AS outcome
            JOIN %s AS stored
            ON stored.channel_id = outcome.channel_id
              AND stored.content_owner IS NOT DISTINCT FROM outcome.content_owner
              AND stored.day BETWEEN outcome.start_date AND outcome.end_date
              AND (outcome.answered_from IS NULL
                OR stored.day NOT BETWEEN outcome.answered_from AND outcome.answered_through)
            WHERE outcome.run_id = %s AND outcome.report = %s AND %s
              AND stored.day BETWEEN DATE '%s' AND DATE '%s'
            """
                .formatted(
                    dataset.client().dataset().table(report.name()),
                    SqlText.text(runId),
                    SqlText.text(report.name()),
                    ANSWERED,
                    without.get().first(),
                    without.get().last()),
            row ->
                days.computeIfAbsent(
                        new UnconfirmedDays.ReportTable(
                            report.name(),
                            Objects.requireNonNull(row.get(ReportSchema.CHANNEL_ID)),
                            row.get(ReportSchema.CONTENT_OWNER)),
                        any -> new HashSet<>())
                    .add(LocalDate.parse(Objects.requireNonNull(row.get(ReportSchema.DAY)))));
      }
    }
    return new UnconfirmedDays(days);
  }

  /** The range of the requested days that no response covers, if there are any. */
  private Optional<DateRange> withoutRows(String runId, ReportDefinition report)
      throws IOException {
    Set<DateRange> found = new HashSet<>();
    query(
        """
        SELECT MIN(IF(answered_from <= start_date, answered_through, start_date)) AS first,
          MAX(IF(answered_through >= end_date, answered_from, end_date)) AS last
        FROM %%s
        WHERE run_id = %s AND report = %s AND %s
          AND (answered_from IS NULL OR answered_from > start_date OR answered_through < end_date)
        """
            .formatted(SqlText.text(runId), SqlText.text(report.name()), ANSWERED),
        row -> {
          if (row.get("first") != null && row.get("last") != null) {
            found.add(
                new DateRange(
                    LocalDate.parse(Objects.requireNonNull(row.get("first"))),
                    LocalDate.parse(Objects.requireNonNull(row.get("last")))));
          }
        });
    return found.stream().findFirst();
  }

  /** The days with rows that no response of a run covers. */
  static final class UnconfirmedDays {
    private final Map<ReportTable, Set<LocalDate>> days;

    private UnconfirmedDays(Map<ReportTable, Set<LocalDate>> days) {
      this.days = days;
    }

    /** A channel of a report's table. */
    private record ReportTable(String report, String channelId, @Nullable String contentOwner) {}

    /** Returns those of {@code asked}, days that the response does not cover, that have rows. */
    public Set<LocalDate> of(Outcome outcome, DateRange asked) {
      String channel = outcome.channelId();
      if (channel == null) {
        return Set.of();
      }
      return days
          .getOrDefault(
              new ReportTable(outcome.report(), channel, outcome.contentOwner()), Set.of())
          .stream()
          .filter(asked::contains)
          .collect(Collectors.toSet());
    }
  }

  OpenDataset dataset() {
    return dataset;
  }

  /**
   * Runs a query over the outcomes table, if it exists.
   *
   * @param form the query, with {@code %1$s} for the table and {@code %2$s} for its columns
   */
  void query(String form, Consumer<Map<String, String>> rows) throws IOException {
    Optional<Table> found = dataset.client().find(TableShape.OUTCOMES);
    if (found.isPresent()) {
      String outcomes = dataset.client().dataset().table(TableShape.OUTCOMES);
      dataset
          .jobs()
          .read(
              "analytix_read_" + UUID.randomUUID(),
              form.formatted(outcomes, OutcomeQuery.columns(TableResources.names(found.get()))),
              rows);
    }
  }

  /**
   * The rows of snapshots without a response with rows after {@code since}.
   *
   * @throws IOException if a query fails
   */
  List<ChannelTable> notRefreshedSince(Instant since) throws IOException {
    List<ChannelTable> found = new ArrayList<>();
    for (String name : dataset.client().unpartitionedTables()) {
      Optional<Table> table = dataset.client().find(name);
      if (table.flatMap(ReportTables::fingerprint).filter(StoredDataset::isSnapshot).isPresent()) {
        query(
            """
            SELECT channel_id, content_owner
            FROM (
              SELECT channel_id, content_owner, 0 AS refreshed FROM %2$s
              UNION ALL
              SELECT channel_id, content_owner, 1 AS refreshed FROM %%1$s
              WHERE report = %1$s AND status IN ('OK', 'TRUNCATED')
                AND started_at >= %3$s AND finished_at > %4$s
            ) AS seen
            GROUP BY channel_id, content_owner
            HAVING MAX(refreshed) = 0
            ORDER BY channel_id, content_owner
            """
                .formatted(
                    SqlText.text(name),
                    dataset.client().dataset().table(name),
                    SqlText.timestamp(since.minus(MAX_REQUEST)),
                    SqlText.timestamp(since)),
            row ->
                found.add(
                    new ChannelTable(
                        name,
                        new ChannelIdentity(
                            Objects.requireNonNull(row.get(ReportSchema.CHANNEL_ID)),
                            row.get(ReportSchema.CONTENT_OWNER)))));
      }
    }
    return found;
  }

  private static boolean isSnapshot(String fingerprint) {
    return fingerprint.endsWith("every=" + TimeGrain.SNAPSHOT);
  }

  /**
   * The days of the channels of a report that have rows, for reports with the column {@code day}.
   *
   * @throws IOException if a query fails
   */
  Set<StoredDay> days(ReportDefinition report, DateRange within) throws IOException {
    Set<StoredDay> days = new HashSet<>();
    if (dataset.client().find(report.name()).isPresent()) {
      dataset
          .jobs()
          .read(
              "analytix_read_" + UUID.randomUUID(),
              """
              SELECT DISTINCT channel_id, content_owner, day FROM %s
              WHERE day BETWEEN DATE '%s' AND DATE '%s'
              """
                  .formatted(
                      dataset.client().dataset().table(report.name()),
                      within.first(),
                      within.last()),
              row ->
                  days.add(
                      new StoredDay(
                          row.get(ReportSchema.CHANNEL_ID),
                          row.get(ReportSchema.CONTENT_OWNER),
                          LocalDate.parse(Objects.requireNonNull(row.get(ReportSchema.DAY))))));
    }
    return days;
  }

  /** A day of a channel that has rows. */
  record StoredDay(@Nullable String channelId, @Nullable String contentOwner, LocalDate day) {}

  @Override
  public String toString() {
    return dataset.client().dataset().toString();
  }
}
