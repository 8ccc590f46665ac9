// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.pipelines.bigquery.sql.SqlType;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.report.Column;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks, creates and extends the tables of bulk report types. A table may have columns at its end
 * that the catalogue does not know, from files with more columns.
 */
final class BulkTables {
  private final DatasetClient client;
  private final DatasetExpiration expiration;

  BulkTables(DatasetClient client, DatasetExpiration expiration) {
    this.client = client;
    this.expiration = expiration;
  }

  /**
   * Checks that rows of this report type can be stored in its table, which may be missing, and stay
   * there.
   *
   * @throws BigQueryException with all differences, if not
   */
  void check(BulkReportType type) throws IOException {
    Optional<Table> found = client.find(type.id());
    TableShape shape = shape(type, found, Map.of());
    if (found.isPresent()) {
      SchemaChange unused = require(found.get(), shape);
    } else {
      expiration.requireNoneFor(shape);
    }
  }

  /**
   * Creates the table, or adds the columns that it lacks.
   *
   * @param newColumns those of the files that the catalogue does not know
   * @return the table's shape from now on
   * @throws BigQueryException with all differences, if the rows do not fit
   */
  TableShape prepare(BulkReportType type, Map<String, Column.Type> newColumns) throws IOException {
    Optional<Table> found = client.find(type.id());
    TableShape shape = shape(type, found, newColumns);
    if (found.isEmpty()) {
      expiration.requireNoneFor(shape);
      client.create(
          TableResources.of(shape)
              .setTableReference(client.reference(shape.name()))
              .setLabels(Map.of(ReportTables.DEFINITION, definition(type))));
      return shape;
    }
    SchemaChange change = require(found.get(), shape);
    if (!change.added().isEmpty()) {
      client.patch(
          shape.name(),
          new Table().setSchema(TableResources.extended(found.get(), change.added())));
    }
    return shape;
  }

  private SchemaChange require(Table found, TableShape shape) {
    SchemaChange change = SchemaChange.of(found, shape);
    List<String> refusals = new ArrayList<>(change.refusals());
    if (refusals.isEmpty()
        && !ReportTables.label(found, ReportTables.DEFINITION).startsWith("bulk-")) {
      refusals.add("it was not created for bulk files");
    }
    if (!refusals.isEmpty()) {
      throw new BigQueryException(
          "table %s does not match the report type: %s; choose another dataset, or rename that table"
              .formatted(client.dataset().spec(shape.name()), String.join(", ", refusals)));
    }
    DatasetExpiration.requireNoneOf(client.dataset().spec(shape.name()), found);
    return change;
  }

  /** All columns: those of the catalogue, others that the table has, others of the files. */
  private static TableShape shape(
      BulkReportType type, Optional<Table> found, Map<String, Column.Type> newColumns) {
    TableShape ofCatalogue = TableShape.of(BulkTable.of(type));
    Map<String, SqlType> more = new LinkedHashMap<>();
    for (TableFieldSchema field : found.map(TableResources::fields).orElse(List.of())) {
      // Of a report type that the catalogue knows, any other column has text.
      more.put(field.getName(), type.hasKnownColumns() ? SqlType.STRING : type(field));
    }
    newColumns.forEach((column, cells) -> more.put(column, SqlType.of(ReportSchema.type(cells))));
    ofCatalogue.columns().forEach(column -> more.remove(column.name()));
    return ofCatalogue.with(more);
  }

  private static SqlType type(TableFieldSchema field) {
    String name = SqlType.standard(field.getType());
    return Arrays.stream(SqlType.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElse(SqlType.STRING);
  }

  private static String definition(BulkReportType type) {
    return "bulk-" + type.id();
  }
}
