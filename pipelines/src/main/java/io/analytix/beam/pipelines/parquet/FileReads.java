// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads several files of an output at a time, because the output may be remote. */
final class FileReads implements AutoCloseable {
  /** How many files are read at a time. */
  static final int CONCURRENT = 16;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(CONCURRENT, FileReads::daemon);

  /** Reads one file; several threads call it at the same time. */
  @FunctionalInterface
  interface FileReading<T> {
    T read(String path) throws IOException;
  }

  /**
   * Applies {@code reading} to each path and returns the results in the order of the paths.
   *
   * @throws IOException if a file cannot be read: that of the first such path
   */
  <T> List<T> read(List<String> paths, FileReading<T> reading) throws IOException {
    List<Callable<T>> reads = new ArrayList<>();
    paths.forEach(path -> reads.add(() -> reading.read(path)));
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> result : threads.invokeAll(reads)) {
        results.add(result.get());
      }
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      Throwables.throwIfInstanceOf(cause, IOException.class);
      Throwables.throwIfUnchecked(cause);
      throw new IllegalStateException(cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading " + paths);
    }
    return results;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "analytix-read");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
