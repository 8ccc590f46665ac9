// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The files of a job: those of its schedule, and those of a test. Not thread-safe. */
final class JobFiles {
  private final JobSchedule schedule;
  private final List<ReportFile> scheduled = new ArrayList<>();
  private final List<ReportFile> published = new ArrayList<>();
  private final Set<LocalDate> withheld = new HashSet<>();
  private final Map<String, Instant> deleted = new HashMap<>();
  private BulkJob job;
  private LocalDate next;

  JobFiles(JobSchedule schedule) {
    this.schedule = schedule;
    this.job = schedule.job();
    this.next = schedule.first();
  }

  BulkJob job() {
    return job;
  }

  void expireAt(Instant time) {
    job = job.expiringAt(time);
  }

  void withhold(LocalDate day) {
    withheld.add(day);
  }

  void delete(String id, Instant at) {
    deleted.put(id, at);
  }

  /** Adds a generation with this content. */
  ReportFile publish(LocalDate day, Instant at, Supplier<CsvTable> table) {
    ReportFile file = schedule.file(day, nextGeneration(day), at, table);
    published.add(file);
    return file;
  }

  /** Adds a generation that restates, adds and removes rows. */
  ReportFile reissue(LocalDate day, Instant at) {
    ReportFile file = schedule.generated(day, nextGeneration(day), at, false);
    published.add(file);
    return file;
  }

  /** Returns the files that are there at some time from {@code first} to {@code last}. */
  List<ReportFile> there(Instant first, Instant last) {
    generateThrough(LocalDate.ofInstant(last, ReportFile.PACIFIC));
    List<ReportFile> files = new ArrayList<>(published);
    scheduled.stream().filter(file -> !withheld.contains(file.day())).forEach(files::add);
    return files.stream()
        .map(this::shortened)
        .filter(file -> job.generatesAt(file.createTime()) && file.isThere(first, last))
        .toList();
  }

  private ReportFile shortened(ReportFile file) {
    Instant at = deleted.get(file.id());
    return at == null ? file : file.kept(Duration.between(file.createTime(), at));
  }

  private int nextGeneration(LocalDate day) {
    generateThrough(day);
    return Math.toIntExact(
        scheduled.stream().filter(file -> file.day().equals(day)).count()
            + published.stream().filter(file -> file.day().equals(day)).count());
  }

  private void generateThrough(LocalDate day) {
    for (; !next.isAfter(day); next = schedule.endOf(next)) {
      scheduled.addAll(schedule.generations(next));
    }
  }
}
