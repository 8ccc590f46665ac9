// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.ReadResult;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Stores finished shards as Parquet files, one for each month of each channel of each report:
 *
 * <pre>
 * OUTPUT/REPORT/year_month=YYYY-MM/CHANNEL_ID.parquet
 * OUTPUT/_outcomes/run=RUN_ID/part-….parquet
 * </pre>
 *
 * <p>Of a month's old rows only those of answered days are replaced, and a file that would not
 * differ is not touched; so running again is always safe. A file is put in its place as a whole. A
 * file that cannot be stored turns the outcomes of its requests into failures and stops nothing
 * else.
 *
 * <p>Without a shuffle: a shard is on disk as soon as it is processed, its outcomes when its bundle
 * ends or 10,000 of them wait; that outcomes cannot be written fails the bundle. A bundle that a
 * runner does again leaves rows and files as they are. Its outcomes replace those of the first time
 * if it holds the same shards; otherwise a request may have two outcomes, of which the one that
 * finished last counts. Bundles may run in parallel, as no two shards of a run write the same file.
 *
 * <p>While it runs it holds the {@linkplain OutputLock lock} of its folder, which has to be seen by
 * all workers: in practice, it belongs to one machine.
 */
public final class ReplaceInParquet extends PTransform<ReadResult, PCollection<StoredShard>> {
  private static final long serialVersionUID = 1L;

  private final ParquetOutput output;
  private final String lockToken;

  private ReplaceInParquet(ParquetOutput output, String lockToken) {
    this.output = output;
    this.lockToken = lockToken;
  }

  /**
   * A sink that takes the lock of its folder when its first shard arrives.
   *
   * @param folder on the local file system; made when it does not exist
   * @throws OutputException if {@code folder} is not local
   */
  public static ReplaceInParquet to(String folder) {
    return to(ParquetOutput.at(folder));
  }

  /** A sink that takes the lock of its output when its first shard arrives. */
  public static ReplaceInParquet to(ParquetOutput output) {
    return new ReplaceInParquet(output, UUID.randomUUID().toString());
  }

  /** Writes under a lock that is held already, instead of taking one when the run begins. */
  public ReplaceInParquet withLock(OutputLock lock) {
    if (!lock.output().equals(output.address())) {
      throw new IllegalArgumentException(
          "the lock is of " + lock.output() + ", but the output is " + output);
    }
    return new ReplaceInParquet(output, lock.token());
  }

  @Override
  public PCollection<StoredShard> expand(ReadResult read) {
    List<ReportDefinition> reports =
        read.reports().values().stream().map(ReportSchema::report).toList();
    return read.finishedShards()
        .apply("StoreShards", ParDo.of(new StoreShardsFn(output, lockToken, reports)))
        .setCoder(StoredShard.coder());
  }
}
