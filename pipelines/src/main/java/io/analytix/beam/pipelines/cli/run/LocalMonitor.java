// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.RunMonitor;
import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Counts the progress of the run of this process, for its progress line and its summary. */
final class LocalMonitor implements RunMonitor {
  private static volatile LocalMonitor current = new LocalMonitor();

  private final AtomicReference<@Nullable String> runId = new AtomicReference<>();
  private final AtomicLong planned = new AtomicLong();
  private final AtomicLong plannedFiles = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong listed = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong waited = new AtomicLong();
  private final Map<Status, AtomicLong> ended = new ConcurrentHashMap<>();
  private final Map<List<String>, BulkJobStatus> jobs = new ConcurrentHashMap<>();
  private final Set<String> warnings = ConcurrentHashMap.newKeySet();
  private volatile boolean abandoned;
  private volatile boolean stopRequested;

  /** Starts a new monitor: a process may run one command after the other. */
  static LocalMonitor begin() {
    LocalMonitor fresh = new LocalMonitor();
    current = fresh;
    return fresh;
  }

  /** The monitor of the current or last run of this process. */
  static LocalMonitor current() {
    return current;
  }

  /** Finds the monitor on the worker, which is in the same process with the local runner. */
  static Factory factory() {
    return () -> current;
  }

  @Override
  public void started(String id, long plannedRequests) {
    runId.set(id);
    planned.addAndGet(plannedRequests);
  }

  @Override
  public void startedBulk(String id, long files) {
    plannedFiles.addAndGet(files);
    started(id, files);
  }

  @Override
  public void warned(String problem) {
    warnings.add(problem);
  }

  @Override
  public void found(long more) {
    planned.addAndGet(more);
  }

  @Override
  public void sent(boolean again) {
    sent.incrementAndGet();
  }

  @Override
  public void listed(boolean again) {
    listed.incrementAndGet();
  }

  @Override
  public void throttled(long milliseconds) {
    waited.addAndGet(milliseconds);
  }

  @Override
  public void ended(Outcome outcome) {
    rows.addAndGet(outcome.rows());
    ended.computeIfAbsent(outcome.status(), status -> new AtomicLong()).incrementAndGet();
  }

  @Override
  public void jobEnded(BulkJobStatus job) {
    jobs.put(List.of(job.tokenRecord(), String.valueOf(job.contentOwner()), job.reportType()), job);
  }

  /** What is known of the bulk jobs. */
  Collection<BulkJobStatus> jobs() {
    return Collections.unmodifiableCollection(jobs.values());
  }

  /** Lets the run end with what was answered. */
  void requestStop() {
    stopRequested = true;
  }

  @Override
  public boolean isStopRequested() {
    return stopRequested;
  }

  /** Stops the progress line, because the process ends before the run. */
  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  @Nullable String runId() {
    return runId.get();
  }

  long planned() {
    return planned.get();
  }

  /** The number of those that are for bulk files. */
  long plannedFiles() {
    return plannedFiles.get();
  }

  /** The number of sent requests, retries included. */
  long sent() {
    return sent.get();
  }

  /** The number of Data API requests that list uploads. */
  long listed() {
    return listed.get();
  }

  /** What the run goes on without, one line each. */
  Set<String> warnings() {
    return Collections.unmodifiableSet(warnings);
  }

  long rows() {
    return rows.get();
  }

  /** The time the run has waited for quota so far. */
  long waitedMillis() {
    return waited.get();
  }

  long ended(Status status) {
    AtomicLong count = ended.get(status);
    return count == null ? 0 : count.get();
  }

  long allEnded() {
    return ended.values().stream().mapToLong(AtomicLong::get).sum();
  }
}
