// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.client.util.Data;
import com.google.api.services.bigquery.model.Table;
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.OwnerStatus;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to a dataset: labels of its outcomes table, changed only as long as the table
 * is as it was read, so that of two runs one wins. It outlives its holder; whoever finds a lock of
 * a job that no longer runs takes it over.
 */
final class DatasetLock {
  static final String RUN = "analytix_lock_run";
  static final String JOB = "analytix_lock_job";

  private static final Logger LOG = LoggerFactory.getLogger(DatasetLock.class);
  private static final int ATTEMPTS = 10;

  private final DatasetClient client;
  private final OwnerStatus liveness;

  DatasetLock(DatasetClient client, OwnerStatus liveness) {
    this.client = client;
    this.liveness = liveness;
  }

  /**
   * Takes the lock for a run, which may hold it already. The outcomes table must be there.
   *
   * @param breakIt whether to take it from whoever holds it
   * @throws BigQueryException with one line, if another run holds it
   */
  void take(LockOwner wanted, boolean breakIt) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Table table = outcomes();
      Optional<LockOwner> owner = owner(table);
      if (owner.equals(Optional.of(wanted))) {
        return;
      }
      if (owner.isPresent()) {
        if (!breakIt && !hasEnded(owner.get(), wanted)) {
          throw refused(owner.get());
        }
        LOG.warn("takes over the lock of {} on dataset {}", owner.get(), client.dataset());
      }
      if (change(table, wanted.token(), wanted.job())) {
        return;
      }
    }
    throw new BigQueryException(
        "dataset " + client.dataset() + " is being locked by many runs: try again");
  }

  /**
   * Returns if the run still holds the lock.
   *
   * @throws BigQueryException with one line, if it was taken from it
   */
  void require(String token) throws IOException {
    Optional<LockOwner> owner = owner(outcomes());
    if (owner.filter(holder -> holder.token().equals(token)).isEmpty()) {
      throw new BigQueryException(
          "the lock on dataset %s was taken by %s: nothing more is written by this run"
              .formatted(
                  client.dataset(),
                  owner.map(LockOwner::toString).orElse("somebody and given back")));
    }
  }

  /** Gives the lock back, if the run still holds it. */
  void release(String token) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Table table = outcomes();
      if (owner(table).filter(holder -> holder.token().equals(token)).isEmpty()
          || change(table, Data.NULL_STRING, Data.NULL_STRING)) {
        return;
      }
    }
    LOG.warn("the lock on dataset {} is left behind: the next run takes it over", client.dataset());
  }

  private boolean hasEnded(LockOwner owner, LockOwner mine) {
    try {
      return liveness.hasEnded(owner, mine);
    } catch (IOException e) {
      LOG.warn("cannot tell whether {} still runs: {}", owner, e.toString());
      return false;
    }
  }

  private BigQueryException refused(LockOwner owner) {
    return new BigQueryException(
        "dataset %s is being written by another run (%s): wait until it has ended, or give --breakLock if it is gone"
            .formatted(client.dataset(), owner));
  }

  private Table outcomes() throws IOException {
    return client
        .find(TableShape.OUTCOMES)
        .orElseThrow(
            () ->
                new IOException("table " + TableShape.OUTCOMES + " is gone, and the lock with it"));
  }

  private boolean change(Table table, String token, String job) throws IOException {
    Map<String, String> labels = new HashMap<>();
    labels.put(RUN, token);
    labels.put(JOB, job);
    return client.patchIfUnchanged(
        TableShape.OUTCOMES, new Table().setLabels(labels), table.getEtag());
  }

  private static Optional<LockOwner> owner(Table table) {
    String token = ReportTables.label(table, RUN);
    return token.isEmpty()
        ? Optional.empty()
        : Optional.of(new LockOwner(token, ReportTables.label(table, JOB)));
  }
}
