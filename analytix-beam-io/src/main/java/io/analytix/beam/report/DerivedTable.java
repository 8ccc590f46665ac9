// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A table of rows of one's own, computed from reports. Built with {@link #named}.
 *
 * <p>Its columns are {@code channel_id}, {@code content_owner}, the time column of {@code every},
 * its own key columns, its values, {@code fetched_at} and {@code run_id}; its key is all before the
 * values. Values may be added later; keys, types and names must not change.
 *
 * @param name of the table: lower case letters, digits and underscores; no built-in report has it
 * @param every the period that a row covers
 * @param columns the key columns, then the values
 */
public record DerivedTable(String name, TimeGrain every, List<Column> columns)
    implements TableDefinition {
  private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]{0,99}");

  /** The columns that every table has, or that a table of another period has. */
  private static final Set<String> RESERVED =
      Set.of(
          "channel_id",
          "content_owner",
          "day",
          "month",
          "start_date",
          "end_date",
          "fetched_at",
          "run_id",
          "year_month");

  public DerivedTable {
    columns = List.copyOf(columns);
    DefinitionCheck check = new DefinitionCheck(name);
    check.require(Reports.find(name).isEmpty(), " is a built-in report: choose another name");
    check.require(
        columns.stream().anyMatch(column -> column.kind() != Column.Kind.DIMENSION),
        " needs at least one value");
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      String one = column.apiName();
      check.require(
          COLUMN.matcher(one).matches(),
          " has the column '" + one + "': use lower case letters, digits and underscores");
      check.require(!RESERVED.contains(one), " must not name the column '" + one + "' itself");
      check.require(seen.add(one), " has the column '" + one + "' twice");
    }
  }

  /** A builder of a table of this name. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Builds a table, which needs at least one value. */
  public static final class Builder {
    private final String name;
    private final List<Column> keys = new ArrayList<>();
    private final List<Column> values = new ArrayList<>();
    private TimeGrain every = TimeGrain.DAY;

    private Builder(String name) {
      this.name = name;
    }

    /** Sets the period of a row; by default {@link TimeGrain#DAY}. */
    public Builder every(TimeGrain unit) {
      this.every = unit;
      return this;
    }

    /** Adds a column to the key, which is channel, content owner and period otherwise. */
    public Builder key(String column, Column.Type type) {
      keys.add(new Column(column, Column.Kind.DIMENSION, type, "", false, false));
      return this;
    }

    /** Adds a value, which may be null. */
    public Builder value(String column, Column.Type type) {
      values.add(new Column(column, Column.Kind.ATTRIBUTE, type, "", false, false));
      return this;
    }

    /**
     * The table.
     *
     * @throws IllegalArgumentException with one line about the first violation
     */
    public DerivedTable build() {
      List<Column> columns = new ArrayList<>(keys);
      columns.addAll(values);
      return new DerivedTable(name, every, columns);
    }
  }

  @Override
  public String fingerprint() {
    return "derived&dimensions="
        + names(Column.Kind.DIMENSION)
        + "&metrics="
        + names(Column.Kind.ATTRIBUTE)
        + "&every="
        + every;
  }

  private String names(Column.Kind kind) {
    return String.join(
        ",",
        columns.stream()
            .filter(column -> column.kind() == kind)
            .map(column -> column.apiName() + ":" + column.type())
            .toList());
  }
}
