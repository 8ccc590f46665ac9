// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.outcome.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.jspecify.annotations.Nullable;

/** Selects outcomes and converts their rows. */
final class OutcomeQuery {
  /** The select list: all columns by name. */
  static final String COLUMNS =
      OutcomeRow.SCHEMA.getFields().stream()
          .map(OutcomeQuery::selected)
          .collect(Collectors.joining(", "));

  private final Map<String, String> cells;

  private OutcomeQuery(Map<String, String> cells) {
    this.cells = cells;
  }

  /** Converts a row of {@link #COLUMNS}. */
  static Outcome read(Map<String, String> cells) {
    return new OutcomeQuery(cells).outcome();
  }

  private static String selected(Schema.Field field) {
    String name = SqlText.quoted(field.getName());
    return SqlType.of(field.getType()) == SqlType.TIMESTAMP
        ? "UNIX_MILLIS(" + name + ") AS " + name
        : name;
  }

  private Outcome outcome() {
    return new Outcome(
        text("run_id"),
        text("token_record"),
        cells.get("channel_id"),
        cells.get("content_owner"),
        text("report"),
        LocalDate.parse(text("start_date")),
        LocalDate.parse(text("end_date")),
        optional("answered_from", LocalDate::parse),
        optional("answered_through", LocalDate::parse),
        Status.valueOf(text("status")),
        optional("cause", Cause::valueOf),
        cells.get("message"),
        cells.get("remedy"),
        Boolean.parseBoolean(text("retryable")),
        optional("http_status", Integer::valueOf),
        cells.get("reason"),
        Long.parseLong(text("rows")),
        Integer.parseInt(text("requests")),
        Integer.parseInt(text("retries")),
        instant("started_at"),
        instant("finished_at"));
  }

  private String text(String column) {
    return Objects.requireNonNull(cells.get(column), column);
  }

  private Instant instant(String column) {
    return Instant.ofEpochMilli(Long.parseLong(text(column)));
  }

  private <T> @Nullable T optional(String column, Function<String, T> reader) {
    String text = cells.get(column);
    return text == null ? null : reader.apply(text);
  }
}
