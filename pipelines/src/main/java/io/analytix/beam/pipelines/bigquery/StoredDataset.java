// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.report.Every;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Reads back what runs left in a dataset. */
public final class StoredDataset {
  private final OpenDataset dataset;

  private StoredDataset(OpenDataset dataset) {
    this.dataset = dataset;
  }

  /**
   * Opens a dataset to read.
   *
   * @throws BigQueryException with one line, if it is missing or forbidden
   * @throws IOException if BigQuery cannot be reached
   */
  public static StoredDataset open(String dataset, PipelineOptions options) throws IOException {
    return new StoredDataset(
        OpenDataset.of(DatasetPlan.of(dataset, List.of(), CompatibilityViews.NONE), options));
  }

  /**
   * Hands every outcome of a run to {@code reader}.
   *
   * @throws IOException if the query fails
   */
  public void outcomes(String runId, Consumer<Outcome> reader) throws IOException {
    query(
        "SELECT " + OutcomeQuery.COLUMNS + " FROM %s WHERE run_id = " + Sql.text(runId),
        row -> reader.accept(OutcomeQuery.read(row)));
  }

  /**
   * Which days of a run's empty answers have rows: these stay, and the answers are not confirmed.
   *
   * @throws IOException if a query fails
   */
  public UnconfirmedDays unconfirmed(String runId, Collection<ReportDefinition> reports)
      throws IOException {
    Map<UnconfirmedDays.Table, Set<LocalDate>> days = new HashMap<>();
    for (ReportDefinition report : reports) {
      if (report.every() == Every.DAY && hasEmpty(runId, report)) {
        query(
            """
            SELECT DISTINCT stored.channel_id, stored.content_owner, stored.day
            FROM %%s AS outcome
            JOIN %s AS stored
            ON stored.channel_id = outcome.channel_id
              AND stored.content_owner IS NOT DISTINCT FROM outcome.content_owner
              AND stored.day BETWEEN outcome.start_date AND outcome.end_date
            WHERE outcome.run_id = %s AND outcome.report = %s AND outcome.status = 'EMPTY'
            """
                .formatted(
                    dataset.client().dataset().table(report.name()),
                    Sql.text(runId),
                    Sql.text(report.name())),
            row ->
                days.computeIfAbsent(
                        new UnconfirmedDays.Table(
                            report.name(),
                            Objects.requireNonNull(row.get(ReportSchema.CHANNEL_ID)),
                            row.get(ReportSchema.CONTENT_OWNER)),
                        any -> new HashSet<>())
                    .add(LocalDate.parse(Objects.requireNonNull(row.get(ReportSchema.DAY)))));
      }
    }
    return new UnconfirmedDays(days);
  }

  private boolean hasEmpty(String runId, ReportDefinition report) throws IOException {
    Set<String> found = new HashSet<>();
    query(
        "SELECT report FROM %s WHERE run_id = "
            + Sql.text(runId)
            + " AND status = 'EMPTY' AND report = "
            + Sql.text(report.name())
            + " LIMIT 1",
        row -> found.add(report.name()));
    return !found.isEmpty();
  }

  /** The days with rows among those that empty answers were about. */
  public static final class UnconfirmedDays {
    private final Map<Table, Set<LocalDate>> days;

    private UnconfirmedDays(Map<Table, Set<LocalDate>> days) {
      this.days = days;
    }

    /** A channel's part of a report's table. */
    private record Table(String report, String channelId, @Nullable String contentOwner) {}

    /** The days that the outcome's request asked for and that have rows, if it was empty. */
    public Set<LocalDate> of(Outcome outcome) {
      String channel = outcome.channelId();
      if (channel == null || outcome.status() != Status.EMPTY) {
        return Set.of();
      }
      return days
          .getOrDefault(new Table(outcome.report(), channel, outcome.contentOwner()), Set.of())
          .stream()
          .filter(day -> !day.isBefore(outcome.startDate()) && !day.isAfter(outcome.endDate()))
          .collect(Collectors.toSet());
    }
  }

  OpenDataset dataset() {
    return dataset;
  }

  /**
   * Runs a query over the outcomes table, if there is one.
   *
   * @param form has {@code %s} in the table's place
   */
  void query(String form, Consumer<Map<String, String>> rows) throws IOException {
    if (dataset.client().find(TableShape.OUTCOMES).isPresent()) {
      String outcomes = dataset.client().dataset().table(TableShape.OUTCOMES);
      dataset.jobs().read("analytix_read_" + UUID.randomUUID(), form.formatted(outcomes), rows);
    }
  }

  @Override
  public String toString() {
    return dataset.client().dataset().toString();
  }
}
