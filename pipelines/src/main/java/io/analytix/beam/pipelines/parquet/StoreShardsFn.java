// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.report.TableDefinition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.joda.time.Instant;

/**
 * Stores shards, on threads of its own: a file waits for the disk as long as for a processor. All
 * shards of a channel and report are stored by the same thread, one after the other, because they
 * may change the same file.
 */
final class StoreShardsFn extends LockedOutputFn<FinishedShard, StoredShard> {
  private static final long serialVersionUID = 1L;

  private static final int THREADS = 2;

  /** Shards in memory that are not stored yet. */
  private static final int MAX_PENDING = 16 * THREADS;

  private transient List<StoringThread> threads;
  private transient ArrayDeque<Pending> pending;

  StoreShardsFn(ParquetOutput output, JobLock jobLock, List<? extends TableDefinition> reports) {
    super(output, jobLock, reports);
  }

  private record StoringThread(ExecutorService executor, ShardWriter writer) {
    Future<StoredShard> store(FinishedShard shard) {
      return executor.submit(() -> writer.store(shard));
    }
  }

  private record Pending(Future<StoredShard> stored, Instant timestamp, BoundedWindow window) {}

  @Override
  @Setup
  public void setup(PipelineOptions options) {
    threads = new ArrayList<>();
    super.setup(options);
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          new StoringThread(
              Executors.newSingleThreadExecutor(StoreShardsFn::thread),
              new ShardWriter(files(), reports())));
    }
    pending = new ArrayDeque<>();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "analytix-store");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  @StartBundle
  public void startBundle() {
    super.startBundle();
    pending.clear();
  }

  @ProcessElement
  public void process(
      @Element FinishedShard shard,
      @Timestamp Instant timestamp,
      BoundedWindow window,
      OutputReceiver<StoredShard> out)
      throws IOException, InterruptedException {
    requireLock();
    pending.add(new Pending(threadOf(shard).store(shard), timestamp, window));
    while (pending.size() > MAX_PENDING) {
      Pending first = pending.remove();
      out.outputWindowedValue(
          await(first), first.timestamp, List.of(first.window), PaneInfo.NO_FIRING);
    }
  }

  private StoringThread threadOf(FinishedShard shard) {
    int hash = 31 * shard.shard().channel().hashCode() + shard.shard().report().hashCode();
    return threads.get(Math.floorMod(hash, THREADS));
  }

  private StoredShard await(Pending shard) throws IOException, InterruptedException {
    StoredShard stored;
    try {
      stored = shard.stored.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a shard cannot be stored", e.getCause());
    }
    StoreCounters.count(stored);
    add(stored.outcomes());
    return stored;
  }

  @Override
  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws IOException, InterruptedException {
    while (!pending.isEmpty()) {
      Pending first = pending.remove();
      context.output(await(first), first.timestamp, first.window);
    }
    super.finishBundle(context);
  }

  /** Waits for files that are being written: a retried bundle may write them again. */
  @Override
  @Teardown
  public void teardown() {
    threads.forEach(thread -> thread.executor.shutdown());
    try {
      for (StoringThread thread : threads) {
        boolean unused = thread.executor.awaitTermination(1, TimeUnit.MINUTES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    super.teardown();
  }
}
