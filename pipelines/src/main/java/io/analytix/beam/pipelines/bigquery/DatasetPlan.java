// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.sql.ReplaceScopeTable;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.bigquery.view.FreshnessView;
import io.analytix.beam.pipelines.bigquery.view.RollUpViews;
import io.analytix.beam.pipelines.bigquery.view.TitledViews;
import io.analytix.beam.pipelines.bigquery.view.ViewSpec;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.row.ReportSchema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables and views that a run creates in a dataset.
 *
 * @param compatibility additional views for models of other loaders
 * @param bulkTypes the ids of the bulk report types, whose tables are created with their first rows
 */
record DatasetPlan(
    DatasetName dataset,
    ArrayList<TableDefinition> reports,
    CompatibilityViews compatibility,
    ArrayList<String> bulkTypes)
    implements Serializable {

  static DatasetPlan of(
      String dataset,
      Collection<? extends TableDefinition> reports,
      CompatibilityViews compatibility) {
    return new DatasetPlan(
        named(dataset), new ArrayList<>(reports), compatibility, new ArrayList<>());
  }

  /**
   * The dataset {@code project:dataset} or {@code project.dataset}.
   *
   * @throws BigQueryException if it is neither
   */
  static DatasetName named(String dataset) {
    return DatasetName.parse(dataset)
        .orElseThrow(
            () ->
                new BigQueryException(
                    "'"
                        + dataset
                        + "' is not a dataset: use project:dataset, such as my-project:youtube"));
  }

  /** The same with bulk files of these report types. */
  DatasetPlan withBulk(Collection<BulkReportType> types) {
    return new DatasetPlan(
        dataset,
        reports,
        compatibility,
        new ArrayList<>(types.stream().map(BulkReportType::id).toList()));
  }

  /** The tables of the reports by their names. */
  Map<String, ReportSchema> tables() {
    Map<String, ReportSchema> tables = new LinkedHashMap<>();
    reports.forEach(report -> tables.put(report.name(), ReportSchema.of(report)));
    return tables;
  }

  /** The shapes of all staging tables. */
  Map<String, TableShape> staged() {
    Map<String, TableShape> shapes = new LinkedHashMap<>();
    tables().forEach((name, table) -> shapes.put(name, TableShape.of(table)));
    shapes.put(ReplaceScopeTable.NAME, ReplaceScopeTable.shape());
    return shapes;
  }

  /**
   * All views.
   *
   * @param snapshots those of {@link TitledViews#snapshots} whose tables exist without being tables
   *     of this plan
   */
  List<ViewSpec> views(Collection<ReportSchema> snapshots) {
    Map<String, ReportSchema> tables = tables();
    Map<String, ReportSchema> readable = new LinkedHashMap<>(tables);
    snapshots.forEach(table -> readable.putIfAbsent(table.definition().name(), table));
    List<ViewSpec> views = new ArrayList<>(List.of(FreshnessView.of(dataset)));
    for (ReportSchema table : tables.values()) {
      views.addAll(RollUpViews.of(dataset, table));
      TitledViews.of(dataset, table, readable).ifPresent(views::add);
    }
    views.addAll(compatibility.views(dataset, readable));
    return views;
  }

  /**
   * Checks that names of reports and views do not collide.
   *
   * @throws BigQueryException if they do
   */
  void check() {
    for (TableDefinition report : reports) {
      String name = report.name();
      if (name.startsWith("analytix_") || name.equals(ReplaceScopeTable.NAME)) {
        throw new BigQueryException(
            "report '" + name + "' has a reserved name (analytix_*, answers): choose another name");
      }
    }
    compatibility.check(tables());
    for (String type : bulkTypes) {
      if (tables().containsKey(type)) {
        throw new BigQueryException(
            "report '" + type + "' has the name of a bulk report type: choose another name");
      }
    }
    List<ReportSchema> snapshots =
        TitledViews.snapshots().stream()
            .map(name -> ReportSchema.of(Reports.find(name).orElseThrow()))
            .toList();
    for (ViewSpec view : views(snapshots)) {
      if (tables().containsKey(view.name())) {
        throw new BigQueryException(
            "report '"
                + view.name()
                + "' has the name of a view over another report: choose another name");
      }
    }
  }
}
