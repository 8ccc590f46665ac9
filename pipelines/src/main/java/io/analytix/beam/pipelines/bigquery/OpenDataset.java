// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.Table;
import io.analytix.beam.pipelines.storage.DataflowOwnerStatus;
import io.analytix.beam.pipelines.storage.LockOwner;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** An existing, readable dataset, in which the tables of a run are prepared. */
final class OpenDataset {
  private final DatasetPlan plan;
  private final DatasetClient client;
  private final String location;
  private final PipelineOptions options;
  private final Clock clock = Clock.systemUTC();

  private OpenDataset(
      DatasetPlan plan, DatasetClient client, String location, PipelineOptions options) {
    this.plan = plan;
    this.client = client;
    this.location = location;
    this.options = options;
  }

  /**
   * Opens a dataset.
   *
   * @throws BigQueryException if it does not exist or is not readable
   */
  static OpenDataset of(DatasetPlan plan, PipelineOptions options) throws IOException {
    DatasetClient client = DatasetClient.open(plan.dataset(), options);
    return new OpenDataset(plan, client, client.location(), options);
  }

  DatasetClient client() {
    return client;
  }

  QueryJobs jobs() {
    return new QueryJobs(client, location);
  }

  DatasetLock lock() {
    return new DatasetLock(client, new DataflowOwnerStatus(options));
  }

  /**
   * Checks that existing tables match the current definitions of these reports, and that jobs may
   * run. Changes nothing.
   *
   * @throws BigQueryException if not
   */
  void check() throws IOException {
    plan.check();
    ReportTables tables = new ReportTables(client, clock);
    tables.checkOutcomes();
    for (var table : plan.tables().values()) {
      tables.check(table);
    }
    for (ViewSpec view : plan.views()) {
      client.find(view.name()).ifPresent(found -> requireView(found, view));
    }
    jobs().check();
  }

  /**
   * Takes the lock, then creates or extends the tables and views. The operation is idempotent.
   *
   * @throws BigQueryException if another run has the lock or a table does not match
   */
  void prepare(LockOwner owner, boolean breakLock) throws IOException {
    plan.check();
    ReportTables tables = new ReportTables(client, clock);
    Table unused = tables.prepareOutcomes();
    lock().take(owner, breakLock);
    StagingTables.sweep(client, owner.token());
    for (var table : plan.tables().values()) {
      tables.prepare(table);
    }
    for (Map.Entry<String, TableShape> staged : plan.staged().entrySet()) {
      StagingTables.create(client, clock, owner.token(), staged.getValue());
    }
    for (ViewSpec view : plan.views()) {
      prepare(view);
    }
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
