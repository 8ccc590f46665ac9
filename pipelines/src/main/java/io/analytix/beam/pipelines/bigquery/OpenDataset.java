// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.Dataset;
import com.google.api.services.bigquery.model.Table;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.bigquery.view.TitledViews;
import io.analytix.beam.pipelines.bigquery.view.ViewSpec;
import io.analytix.beam.pipelines.storage.DataflowOwnerStatus;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.LockRequest;
import io.analytix.beam.pipelines.storage.StoredLock;
import io.analytix.beam.pipelines.storage.WriteLock;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;

/** A dataset that exists and may be read; prepares the tables of a run. */
final class OpenDataset {
  private final DatasetPlan plan;
  private final DatasetClient client;
  private final Dataset properties;
  private final PipelineOptions options;
  private final Clock clock = Clock.systemUTC();

  private OpenDataset(
      DatasetPlan plan, DatasetClient client, Dataset properties, PipelineOptions options) {
    this.plan = plan;
    this.client = client;
    this.properties = properties;
    this.options = options;
  }

  /**
   * Opens a dataset.
   *
   * @throws BigQueryException with one line, if it does not exist or may not be read
   */
  static OpenDataset of(DatasetPlan plan, PipelineOptions options) throws IOException {
    DatasetClient client = DatasetClient.open(plan.dataset(), options);
    return new OpenDataset(plan, client, client.properties(), options);
  }

  DatasetClient client() {
    return client;
  }

  QueryJobs jobs() {
    return new QueryJobs(client, Objects.requireNonNullElse(properties.getLocation(), "US"));
  }

  private ReportTables tables() {
    return new ReportTables(client, DatasetExpiration.of(plan.dataset(), properties), clock);
  }

  BulkTables bulkTables() {
    return new BulkTables(client, DatasetExpiration.of(plan.dataset(), properties));
  }

  WriteLock lock() {
    return new StoredLock(new DatasetLockCell(client), new DataflowOwnerStatus(options));
  }

  /**
   * Returns if the tables that exist have the columns and queries of these reports, no table
   * expires or would, and jobs may run. Changes nothing.
   *
   * @throws BigQueryException if not
   */
  void check() throws IOException {
    plan.check();
    ReportTables tables = tables();
    tables.check(TableShape.outcomes());
    for (var table : plan.tables().values()) {
      tables.check(table);
    }
    checkBulk();
    for (ViewSpec view : views(tables)) {
      client.find(view.name()).ifPresent(found -> requireView(found, view));
    }
    jobs().check();
  }

  /** Creates the table of bulk jobs, or adds the columns that it lacks. */
  void prepareJobs() throws IOException {
    Table unused = tables().prepare(TableShape.jobs());
  }

  private void checkBulk() throws IOException {
    if (!plan.bulkTypes().isEmpty()) {
      tables().check(TableShape.jobs());
    }
    for (String type : plan.bulkTypes()) {
      bulkTables().check(BulkReportTypes.resolve(type).orElseThrow());
    }
  }

  /**
   * Takes the lock and drops the staging tables of other runs. The outcomes table must exist.
   *
   * @throws BigQueryException with one line, if another run holds the lock
   */
  void take(LockOwner owner, boolean breakLock) throws IOException {
    lock().take(new LockRequest(owner.token(), owner, breakLock));
    StagingTables.sweep(client, owner.token());
  }

  /**
   * Takes the lock, deletes what broken runs left, and prepares tables and views.
   *
   * @throws BigQueryException with one line, if another run holds the lock or a table does not fit
   */
  void prepare(LockOwner owner, boolean breakLock) throws IOException {
    plan.check();
    FileStore files = files();
    ReportTables tables = tables();
    Table unused = tables.prepare(TableShape.outcomes());
    take(owner, breakLock);
    StagingFiles.sweep(files, owner.token());
    prepareTables(owner);
  }

  /**
   * Drops the staging tables and files of the run, then releases the lock.
   *
   * @param hasBulk whether it has staged bulk files
   */
  void finish(LockOwner owner, boolean hasBulk) throws IOException {
    StagingTables.drop(client, owner.token());
    FileStore files = files();
    StagingFiles.drop(files, owner.token());
    if (hasBulk) {
      StagingFiles.drop(files, StagingFiles.BULK);
    }
    lock().release(owner);
  }

  private FileStore files() {
    return StagingFiles.of(plan.dataset(), options);
  }

  /**
   * Loads files of rows, with jobs that run at the same time. Files of a report go to its staging
   * table.
   *
   * @param token of the run that holds the lock
   * @param name of the jobs, unique in the run
   * @param files their addresses, by table
   * @throws BigQueryException with one line, if a job fails
   */
  void load(String token, String name, Map<String, List<String>> files) throws IOException {
    Set<String> staged = plan.staged().keySet();
    List<QueryJobs.Load> loads = new ArrayList<>();
    files.forEach(
        (table, addresses) ->
            loads.add(
                new QueryJobs.Load(
                    table,
                    client.reference(
                        staged.contains(table) ? StagingTables.name(token, table) : table),
                    QueryJobs.JSON_LINES,
                    addresses)));
    try {
      jobs().load("analytix_%s_%s".formatted(token, name), loads);
    } catch (QueryJobException e) {
      throw LoadFailures.of(plan.dataset(), TempLocation.of(options), e);
    }
  }

  /** Prepares tables and views for the run that holds the lock. A second time changes nothing. */
  void prepareTables(LockOwner owner) throws IOException {
    ReportTables tables = tables();
    for (var table : plan.tables().values()) {
      tables.prepare(table);
    }
    if (!plan.bulkTypes().isEmpty()) {
      checkBulk();
    }
    for (Map.Entry<String, TableShape> staged : plan.staged().entrySet()) {
      StagingTables.create(client, clock, owner.token(), staged.getValue());
    }
    for (ViewSpec view : views(tables)) {
      prepare(view);
    }
  }

  /** The views also read snapshots that only other runs store, so they stay as they are. */
  private List<ViewSpec> views(ReportTables tables) throws IOException {
    List<ReportSchema> stored = new ArrayList<>();
    for (String name : TitledViews.snapshots()) {
      ReportSchema snapshot = ReportSchema.of(Reports.find(name).orElseThrow());
      if (!plan.tables().containsKey(name) && tables.isComplete(snapshot)) {
        stored.add(snapshot);
      }
    }
    return plan.views(stored);
  }

  private void prepare(ViewSpec view) throws IOException {
    Table wanted =
        new Table()
            .setTableReference(client.reference(view.name()))
            .setDescription(view.description())
            .setView(
                new com.google.api.services.bigquery.model.ViewDefinition()
                    .setQuery(view.query())
                    .setUseLegacySql(false));
    Optional<Table> found = client.find(view.name());
    if (found.isEmpty()) {
      client.create(wanted);
    } else if (!requireView(found.get(), view).getQuery().equals(view.query())) {
      client.patch(view.name(), wanted);
    }
  }

  private com.google.api.services.bigquery.model.ViewDefinition requireView(
      Table found, ViewSpec view) {
    if (found.getView() == null) {
      throw new BigQueryException(
          "%s is a %s, but the sink creates a view with this name: rename it"
              .formatted(client.dataset().spec(view.name()), found.getType()));
    }
    return found.getView();
  }
}
