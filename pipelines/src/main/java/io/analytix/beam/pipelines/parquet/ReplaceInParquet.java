// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.ReadResult;
import io.analytix.beam.Runners;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.row.ReportSchema;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * Stores finished shards as Parquet files, one for each month of each channel of each report:
 *
 * <pre>
 * OUTPUT/REPORT/year_month=YYYY-MM/CHANNEL_ID.parquet
 * OUTPUT/_outcomes/run=RUN_ID/part-….parquet
 * </pre>
 *
 * <p>Only the rows of answered days are replaced, and a file whose content would not change is not
 * written; so a repeated run is always safe. Files are replaced atomically. If a file cannot be
 * stored, the outcomes of its requests become failures; other files are not affected.
 *
 * <p>The sink needs no shuffle: a shard is stored as soon as it is processed, its outcomes when its
 * bundle ends or after 10,000 outcomes. If outcomes cannot be written, the bundle fails. A retried
 * bundle changes no rows and files. Its outcomes replace those of the first attempt if it has the
 * same shards; otherwise a request may have two outcomes, of which the later one counts. Bundles
 * may run in parallel, because no two shards of a run write the same file.
 *
 * <p>While it runs it holds the {@linkplain OutputLock lock} of its output. A folder has to be seen
 * by all workers: in practice, it belongs to one machine. In Cloud Storage, a first step takes the
 * lock and a last one releases it; a job that fails leaves it to the next run, which takes it over.
 */
public final class ReplaceInParquet extends PTransform<ReadResult, PCollection<StoredShard>> {
  private static final long serialVersionUID = 1L;

  private final ParquetOutput output;
  private final String token;
  private final boolean held;
  private final boolean breakLock;

  /** The lock of the job, if another step takes and releases it. */
  private final @Nullable JobLock jobLock;

  private ReplaceInParquet(
      ParquetOutput output,
      String token,
      boolean held,
      boolean breakLock,
      @Nullable JobLock jobLock) {
    this.output = output;
    this.token = token;
    this.held = held;
    this.breakLock = breakLock;
    this.jobLock = jobLock;
  }

  /** Writes under a lock that steps of the same pipeline take and release. */
  static ReplaceInParquet under(ParquetOutput output, JobLock lock) {
    return new ReplaceInParquet(output, lock.token(), lock.held(), lock.breakIt(), lock);
  }

  /**
   * A sink that takes the lock of its output when the pipeline runs.
   *
   * @param output a folder on the local file system, which is created if it does not exist, or
   *     {@code gs://BUCKET/FOLDER}, reached with the pipeline's options
   * @throws OutputException if {@code output} is neither
   */
  public static ReplaceInParquet to(String output) {
    return to(ParquetOutput.at(output));
  }

  /** A sink that takes the lock of its output when the pipeline runs. */
  public static ReplaceInParquet to(ParquetOutput output) {
    return new ReplaceInParquet(output, UUID.randomUUID().toString(), false, false, null);
  }

  /** Takes the lock from the run that holds it; only for when that run is gone. */
  public ReplaceInParquet breakingLock() {
    return new ReplaceInParquet(output, token, held, true, jobLock);
  }

  /** Writes under a lock that was taken before, instead of taking one when the pipeline runs. */
  public ReplaceInParquet withLock(OutputLock lock) {
    if (!lock.output().equals(output.address())) {
      throw new IllegalArgumentException(
          "the lock is of " + lock.output() + ", but the output is " + output);
    }
    return new ReplaceInParquet(output, lock.token(), true, breakLock, null);
  }

  @Override
  public PCollection<StoredShard> expand(ReadResult read) {
    Pipeline pipeline = read.getPipeline();
    ParquetOutput here = output.with(pipeline.getOptions());
    JobLock lock =
        jobLock == null
            ? new JobLock(token, held, breakLock, Runners.isDataflow(pipeline.getOptions()))
            : jobLock;
    List<TableDefinition> reports =
        read.reports().values().stream().map(ReportSchema::definition).toList();
    StoreShardsFn store = new StoreShardsFn(here, lock, reports);
    WriteMonthFiles months = new WriteMonthFiles(here, lock, reports);
    if (jobLock != null) {
      return stored(read, ParDo.of(store));
    }
    if (held || !here.files().lock().outlivesProcess()) {
      PCollection<StoredShard> stored = stored(read, ParDo.of(store));
      // While this run holds the lock, no other run adds month files.
      if (!held || months.areWanted()) {
        PCollection<String> unused = stored.apply("WriteMonthFiles", months);
      }
      return stored;
    }
    PCollection<String> locked =
        pipeline
            .apply("Start", Create.of(here.address()))
            .apply("TakeLock", ParDo.of(new TakeLockFn(here, lock, reports, List.of())));
    // As a side input, so that no worker stores anything before.
    PCollectionView<String> before = locked.apply("Locked", View.asSingleton());
    PCollection<StoredShard> stored = stored(read, ParDo.of(store).withSideInputs(before));
    locked
        .apply("OnceAllIsStored", Wait.on(stored, stored.apply("WriteMonthFiles", months)))
        .apply("ReleaseLock", ParDo.of(new ReleaseLockFn(here, lock)));
    return stored;
  }

  private static PCollection<StoredShard> stored(
      ReadResult read, ParDo.SingleOutput<FinishedShard, StoredShard> store) {
    return read.finishedShards().apply("StoreShards", store).setCoder(StoredShard.coder());
  }
}
