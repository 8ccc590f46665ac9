// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TimePartitioning;
import io.analytix.beam.pipelines.bigquery.sql.SqlType;
import io.analytix.beam.pipelines.bigquery.sql.TableColumn;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The difference between an existing table and its required shape: columns to add, and differences
 * that prevent writing.
 *
 * @param added columns to add, in their order; all of them nullable
 * @param refusals differences that prevent writing
 */
record SchemaChange(List<TableColumn> added, List<String> refusals) {
  SchemaChange {
    added = List.copyOf(added);
    refusals = List.copyOf(refusals);
  }

  static SchemaChange of(Table found, TableShape wanted) {
    if (found.getType() != null && !found.getType().equals("TABLE")) {
      return new SchemaChange(List.of(), List.of("it is not a table but a " + found.getType()));
    }
    List<TableColumn> added = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    Map<String, TableFieldSchema> there = new LinkedHashMap<>();
    TableResources.fields(found).forEach(field -> there.put(field.getName(), field));
    for (TableColumn column : wanted.columns()) {
      TableFieldSchema field = there.remove(column.name());
      if (field != null) {
        compare(field, column, refusals);
      } else if (column.required()) {
        refusals.add("column '" + column.name() + "' is missing");
      } else {
        added.add(column);
      }
    }
    for (TableFieldSchema extra : there.values()) {
      refusals.add("column '" + extra.getName() + "' is no longer in the report");
    }
    compare(found.getTimePartitioning(), wanted, refusals);
    return new SchemaChange(added, refusals);
  }

  private static void compare(TableFieldSchema field, TableColumn column, List<String> refusals) {
    String is = SqlType.standard(field.getType());
    String wanted = column.type().name();
    if ("REPEATED".equals(field.getMode())) {
      refusals.add("column '%s' is repeated".formatted(column.name()));
    } else if (!is.equals(wanted)) {
      refusals.add("column '%s' is %s but must be %s".formatted(column.name(), is, wanted));
    } else if ("REQUIRED".equals(field.getMode()) && !column.required()) {
      refusals.add("column '%s' is required but must be nullable".formatted(column.name()));
    }
  }

  private static void compare(
      @Nullable TimePartitioning found, TableShape wanted, List<String> refusals) {
    String is = found == null ? "nothing" : found.getField() + " by " + found.getType();
    TableShape.Partition partition = wanted.partition();
    String should =
        partition == null
            ? "nothing"
            : partition.column() + " by " + (partition.byMonth() ? "MONTH" : "DAY");
    if (!is.equals(should)) {
      refusals.add("it is partitioned on %s but must be on %s".formatted(is, should));
    }
  }
}
