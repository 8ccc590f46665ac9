// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.client.util.Data;
import com.google.api.services.bigquery.model.Table;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.storage.LockCell;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.LockRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a dataset in labels of its outcomes table, which must exist. The etag of the table
 * makes a change conditional.
 */
record DatasetLockCell(DatasetClient client) implements LockCell {
  static final String RUN = "analytix_lock_run";
  static final String JOB = "analytix_lock_job";

  @Override
  public String what() {
    return "dataset " + client.dataset();
  }

  @Override
  public RuntimeException refusal(String line, @Nullable Throwable cause) {
    return new BigQueryException(line, cause);
  }

  @Override
  public Value read() throws IOException {
    Table table =
        client
            .find(TableShape.OUTCOMES)
            .orElseThrow(
                () ->
                    new IOException(
                        "table " + TableShape.OUTCOMES + " is gone, and the lock with it"));
    String token = ReportTables.label(table, RUN);
    LockOwner owner = new LockOwner(token, ReportTables.label(table, JOB));
    return new Value(
        token.isEmpty() ? Optional.empty() : Optional.of(new Holder(owner, owner.toString())),
        next -> label(table, next));
  }

  private boolean label(Table read, @Nullable LockRequest next) throws IOException {
    Map<String, String> labels = new HashMap<>();
    labels.put(RUN, next == null ? Data.NULL_STRING : next.owner().token());
    labels.put(JOB, next == null ? Data.NULL_STRING : next.owner().job());
    return client.patchIfUnchanged(
        TableShape.OUTCOMES, new Table().setLabels(labels), read.getEtag());
  }
}
