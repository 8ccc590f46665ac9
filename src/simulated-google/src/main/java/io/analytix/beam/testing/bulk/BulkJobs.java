// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.world.KeyedRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The jobs of all owners and their files. Thread-safe. */
public final class BulkJobs {
  private final KeyedRandom random;
  private final Function<String, List<SimulatedChannel>> channels;
  private final FileContents contents;
  private final Map<String, JobFiles> jobs = new LinkedHashMap<>();
  private final Map<String, BulkHistory> histories = new HashMap<>();
  private final Map<String, Instant> retired = new HashMap<>();
  private BulkHistory history = BulkHistory.QUIET;

  /** Creates an empty store. {@code channels} finds an owner's channels. */
  public BulkJobs(long seed, Function<String, List<SimulatedChannel>> channels) {
    this.random = KeyedRandom.from(seed).with("bulk");
    this.channels = channels;
    this.contents = new FileContents(channels);
  }

  public synchronized void history(BulkHistory ofAll) {
    history = ofAll;
  }

  public synchronized void history(String owner, BulkHistory ofOwner) {
    histories.put(owner, ofOwner);
  }

  /** Creates a job, and returns it unless the owner has one of this type. */
  public synchronized Optional<BulkJob> create(
      String owner, BulkReportType type, String name, Instant now) {
    if (find(owner, type.id()).isPresent()) {
      return Optional.empty();
    }
    KeyedRandom ofJob = random.with(owner).with(type.id());
    BulkJob job =
        new BulkJob(
            BulkJob.idOf(ofJob.with(now.toString())),
            owner,
            type,
            name,
            now,
            retired.get(type.id()));
    JobSchedule schedule =
        new JobSchedule(job, histories.getOrDefault(owner, history), ofJob, contents);
    jobs.put(job.id(), new JobFiles(schedule));
    return Optional.of(job);
  }

  /** Returns the jobs of an owner, the oldest first. */
  public synchronized List<BulkJob> of(String owner) {
    return jobs.values().stream()
        .map(JobFiles::job)
        .filter(job -> job.owner().equals(owner))
        .toList();
  }

  /** Returns an owner's job. */
  synchronized Optional<BulkJob> job(String owner, String jobId) {
    return Optional.ofNullable(jobs.get(jobId))
        .map(JobFiles::job)
        .filter(job -> job.owner().equals(owner));
  }

  /** Deletes a job and its files. */
  synchronized void delete(BulkJob job) {
    jobs.remove(job.id());
  }

  /** Returns the files of a job that are there at some time from {@code first} to {@code last}. */
  public synchronized List<ReportFile> files(String jobId, Instant first, Instant last) {
    JobFiles files = jobs.get(jobId);
    return files == null ? List.of() : files.there(first, last);
  }

  /** Returns the files of a job at a time. */
  List<ReportFile> files(String jobId, Instant now) {
    return files(jobId, now, now);
  }

  /** Returns the id of an owner's job. */
  public String jobId(String owner, String reportTypeId) {
    return required(owner, reportTypeId).job().id();
  }

  /** Adds a generation with these cells. The day and an only channel need not be given. */
  public synchronized ReportFile publish(
      String owner, String type, LocalDate day, Instant at, List<Map<String, String>> rows) {
    JobFiles files = required(owner, type);
    KeyedRandom ofFile = random.with(owner).with(type).with(at.toString());
    List<Map<String, String>> completed = new ArrayList<>();
    rows.forEach(row -> completed.add(completed(owner, day).apply(row)));
    return files.publish(day, at, () -> contents.withRows(files.job(), ofFile, at, completed));
  }

  private UnaryOperator<Map<String, String>> completed(String owner, LocalDate day) {
    Map<String, String> usual = new HashMap<>();
    usual.put("date", day.format(DateTimeFormatter.BASIC_ISO_DATE));
    channels.apply(owner).stream().findFirst().ifPresent(one -> usual.put("channel_id", one.id()));
    return row -> {
      Map<String, String> all = new HashMap<>(usual);
      all.putAll(row);
      return all;
    };
  }

  /** Adds a generation that restates, adds and removes rows. */
  public synchronized ReportFile reissue(String owner, String type, LocalDate day, Instant at) {
    return required(owner, type).reissue(day, at);
  }

  public synchronized void withhold(String owner, String type, LocalDate day) {
    required(owner, type).withhold(day);
  }

  /** Deletes a file. */
  public synchronized void delete(ReportFile file, Instant at) {
    JobFiles files = jobs.get(file.jobId());
    if (files != null) {
      files.delete(file.id(), at);
    }
  }

  public synchronized void expire(String owner, String type, Instant at) {
    required(owner, type).expireAt(at);
  }

  /** Ends a report type, and with it all its jobs. */
  public synchronized void retire(String type, Instant at) {
    retired.put(type, at);
    jobs.values().stream()
        .filter(files -> files.job().type().id().equals(type))
        .forEach(files -> files.expireAt(at));
  }

  /** Returns when a report type ends. */
  synchronized Optional<Instant> deprecateTime(String type) {
    return Optional.ofNullable(retired.get(type));
  }

  /** Returns whether the API lists a report type. */
  synchronized boolean isOffered(BulkReportType type, Instant now) {
    Instant end = retired.get(type.id());
    return type.isCurrent() && (end == null || now.isBefore(end));
  }

  public void addColumn(String type, String name, Instant from) {
    contents.addColumn(type, name, from);
  }

  private Optional<JobFiles> find(String owner, String type) {
    return jobs.values().stream()
        .filter(files -> files.job().owner().equals(owner))
        .filter(files -> files.job().type().id().equals(type))
        .findFirst();
  }

  private synchronized JobFiles required(String owner, String type) {
    return find(owner, type)
        .orElseThrow(() -> new IllegalArgumentException(owner + " has no job of type " + type));
  }
}
