// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.Clustering;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import com.google.api.services.bigquery.model.TimePartitioning;
import io.analytix.beam.pipelines.bigquery.sql.TableColumn;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import java.util.ArrayList;
import java.util.List;

/** Converts tables to resources of the REST API. */
final class TableResources {
  private TableResources() {}

  /** A new table of this shape; the caller sets its name. */
  static Table of(TableShape shape) {
    Table table = new Table().setSchema(schema(shape));
    if (!shape.description().isEmpty()) {
      table.setDescription(shape.description());
    }
    TableShape.Partition partition = shape.partition();
    if (partition != null) {
      table.setTimePartitioning(
          new TimePartitioning()
              .setType(partition.byMonth() ? "MONTH" : "DAY")
              .setField(partition.column()));
    }
    if (!shape.clustering().isEmpty()) {
      table.setClustering(new Clustering().setFields(shape.clustering()));
    }
    return table;
  }

  static TableSchema schema(TableShape shape) {
    return new TableSchema()
        .setFields(shape.columns().stream().map(TableResources::field).toList());
  }

  static TableFieldSchema field(TableColumn column) {
    TableFieldSchema field =
        new TableFieldSchema()
            .setName(column.name())
            .setType(column.type().name())
            .setMode(column.required() ? "REQUIRED" : "NULLABLE");
    return column.description().isEmpty() ? field : field.setDescription(column.description());
  }

  /** The schema of an existing table with more columns. */
  static TableSchema extended(Table found, List<TableColumn> added) {
    List<TableFieldSchema> fields = new ArrayList<>(fields(found));
    added.forEach(column -> fields.add(field(column)));
    return new TableSchema().setFields(fields);
  }

  /** The columns of an existing table. */
  static List<TableFieldSchema> fields(Table table) {
    return table.getSchema() == null || table.getSchema().getFields() == null
        ? List.of()
        : table.getSchema().getFields();
  }

  /** The names of the columns of an existing table. */
  static List<String> names(Table table) {
    return fields(table).stream().map(TableFieldSchema::getName).toList();
  }
}
