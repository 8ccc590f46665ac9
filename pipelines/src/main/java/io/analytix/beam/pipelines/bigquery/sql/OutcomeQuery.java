// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Selects outcomes, and parses the cells, which the API returns as text. */
public final class OutcomeQuery {
  private OutcomeQuery() {}

  /**
   * The select list, by the names of the columns.
   *
   * @param present all columns that the table has; it may be older than this version
   */
  public static String columns(Collection<String> present) {
    return OutcomeRow.SCHEMA.getFields().stream()
        .filter(field -> present.contains(field.getName()))
        .map(OutcomeQuery::selected)
        .collect(Collectors.joining(", "));
  }

  /** The outcome of a row of {@link #columns}. */
  public static Outcome read(Map<String, String> cells) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Schema.Field field : OutcomeRow.SCHEMA.getFields()) {
      String cell = cells.get(field.getName());
      values.add(cell == null ? null : value(SqlType.of(field.getType()), cell));
    }
    return OutcomeRow.read(Row.withSchema(OutcomeRow.SCHEMA).addValues(values).build());
  }

  private static String selected(Schema.Field field) {
    String name = SqlText.quoted(field.getName());
    return SqlType.of(field.getType()) == SqlType.TIMESTAMP
        ? "UNIX_MILLIS(" + name + ") AS " + name
        : name;
  }

  private static Object value(SqlType type, String cell) {
    return switch (type) {
      case BOOL -> Boolean.valueOf(cell);
      case INT64 -> Long.valueOf(cell);
      case DATE -> LocalDate.parse(cell);
      case TIMESTAMP -> Instant.ofEpochMilli(Long.parseLong(cell));
      default -> cell;
    };
  }
}
