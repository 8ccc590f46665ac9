// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.ReadResult;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.EarlierFiles;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.coverage.StoredDays;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TableDefinition;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Where reports are stored. All that a job or the command does with an output goes through this
 * port.
 *
 * <p>To add an output, implement this interface in a package of its own and return it from {@code
 * Outputs} for its option. An implementation replaces the answered rows and no others, stores
 * outcomes after their rows, and lets one run write at a time (see {@code storage.WriteLock}). Its
 * text is the address of the output.
 */
public interface Output {
  /**
   * Returns if a run may write these reports. Changes nothing.
   *
   * @throws RuntimeException with one line, if not
   * @throws IOException if the output cannot be reached
   */
  void check(Collection<? extends TableDefinition> reports) throws IOException;

  /**
   * Returns if a run may write bulk files of these report types. Changes nothing.
   *
   * @throws RuntimeException with one line, if not
   * @throws IOException if the output cannot be reached
   */
  void checkBulk(Collection<BulkReportType> types) throws IOException;

  /** The outcomes of earlier runs. */
  EarlierOutcomes.Factory earlierOutcomes();

  /** The outcomes of earlier runs about bulk files. */
  EarlierFiles.Factory earlierFiles();

  /**
   * Adds the steps that read and store, under a lock that the job takes and releases, for any
   * runner.
   *
   * @param breakLock whether to take the lock from the run that holds it
   * @return for each request that was not unchanged, whether it failed; available once it is stored
   */
  PCollection<Boolean> replace(Pipeline pipeline, Reads reads, boolean breakLock);

  /**
   * Takes the lock for a run of this process.
   *
   * @param breakLock whether to take the lock from the run that holds it
   * @throws RuntimeException with one line, if another run holds the lock
   */
  Lease take(Collection<? extends TableDefinition> tables, boolean breakLock) throws IOException;

  /** Passes every stored outcome of a run to {@code reader}. */
  void outcomes(String runId, Consumer<Outcome> reader) throws IOException;

  /** Which days that a run requested, and that no answer covers, have rows. */
  StoredDays storedDays(String runId, Collection<ReportDefinition> reports) throws IOException;

  /**
   * Finds the rows of snapshots that no response has refreshed lately, whichever reports are
   * requested now. A row that did not change keeps its {@code fetched_at}, so the outcomes decide.
   *
   * @param since rows are refreshed if a response with rows of their channel arrived later
   * @throws IOException if rows or outcomes cannot be read
   */
  List<ChannelTable> notRefreshedSince(Instant since) throws IOException;

  /** What the steps of a pipeline have done to rows, by attempts. */
  Changes changes(PipelineResult result);

  /**
   * Stores the page about a run: readers see all of it or none. Only for the holder of the lock.
   *
   * @return its address
   */
  String writePage(String runId, String html) throws IOException;

  /**
   * Takes the lock to remove rows.
   *
   * @throws RuntimeException with one line, if there are no tables or a run holds the lock
   */
  StoredRows openRows() throws IOException;

  /** The lock of an output while a run of this process holds it. */
  interface Lease extends AutoCloseable {
    /** Adds the steps that store under this lock. */
    void replace(ReadResult read);

    /**
     * Adds the steps that read bulk files and store them under this lock.
     *
     * @param read without earlier files and without a store
     * @param archive the address where files are kept as they are served, null for nowhere
     */
    void replaceBulk(Pipeline pipeline, AnalytixIO.ReadBulk read, @Nullable String archive);

    @Override
    void close() throws IOException;
  }

  /**
   * What a run did.
   *
   * @param byReport where that is known
   * @param files whether the output consists of files, which are counted
   * @param monthFiles number of month files that were written or deleted
   */
  record Changes(
      StoreChanges all, Map<String, StoreChanges> byReport, boolean files, long monthFiles) {}
}
