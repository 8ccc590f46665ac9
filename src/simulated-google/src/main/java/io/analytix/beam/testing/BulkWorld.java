// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.bulk.ActivityRows;
import io.analytix.beam.testing.bulk.BulkJob;
import io.analytix.beam.testing.bulk.BulkJobs;
import io.analytix.beam.testing.bulk.BulkReportType;
import io.analytix.beam.testing.bulk.BulkReportTypes;
import io.analytix.beam.testing.bulk.ReportFile;
import io.analytix.beam.testing.world.GroundTruth;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The jobs of a {@link World} in the YouTube Reporting API and the files that Google generates for
 * them. An owner is a channel id or a content owner's name.
 *
 * <p>The files of a job follow from the seed, the owner, the report type and the {@link
 * BulkHistory}: those of the 30 days before the job was created within the day after it, and each
 * later day about two days after its end. A file exists from its creation for 60 days, one of the
 * 30 days before the job for 30 days. A job of YouTube itself has a file a month, a week or a day,
 * by the name of its type. Thread-safe.
 *
 * <pre>{@code
 * world.bulk().history(BulkHistory.EVENTFUL);
 * world.bulk().createJob(channelId, "channel_basic_a3", clock.instant());
 * for (Instant night : nights) {
 *   run("--youtubeReportingEndpoint=" + google.reportingApiRootUrl());
 *   assertThat(stored()).isEqualTo(world.bulk().truth(channelId, "channel_basic_a3", first, night));
 *   clock.move(Duration.ofDays(1));
 * }
 * }</pre>
 */
public final class BulkWorld {
  private static final String ACTIVITY = "channel_basic_a3";

  private final GroundTruth truth;
  private final Function<String, List<SimulatedChannel>> channels;
  private final BulkJobs jobs;

  BulkWorld(GroundTruth truth, Function<String, List<SimulatedChannel>> channels) {
    this.truth = truth;
    this.channels = channels;
    this.jobs = new BulkJobs(truth.seed(), channels);
  }

  /** Sets what happens to the files of jobs created from now on. Default: {@code QUIET}. */
  public BulkWorld history(BulkHistory history) {
    jobs.history(history);
    return this;
  }

  /** Sets what happens to the files of an owner's jobs created from now on. */
  public BulkWorld history(String owner, BulkHistory history) {
    jobs.history(owner, history);
    return this;
  }

  /**
   * Creates a job, also of a retired report type or one whose jobs only YouTube creates, and
   * returns its id.
   *
   * @throws IllegalArgumentException if the owner or the report type is unknown, or the owner has
   *     such a job
   */
  public String createJob(String owner, String reportTypeId, Instant createTime) {
    if (channels.apply(owner).isEmpty()) {
      throw new IllegalArgumentException("unknown channel id or content owner: " + owner);
    }
    BulkReportType type =
        BulkReportTypes.find(reportTypeId)
            .orElseThrow(() -> new IllegalArgumentException("unknown type: " + reportTypeId));
    return jobs.create(owner, type, "job of " + reportTypeId, createTime)
        .map(BulkJob::id)
        .orElseThrow(
            () -> new IllegalArgumentException(owner + " has a job of type " + reportTypeId));
  }

  /** Returns the jobs of an owner: the time of creation by report type. */
  public Map<String, Instant> jobs(String owner) {
    Map<String, Instant> times = new LinkedHashMap<>();
    jobs.of(owner).forEach(job -> times.put(job.type().id(), job.createTime()));
    return times;
  }

  /**
   * Adds a file of a day.
   *
   * @param rows cells by column name, as text; {@code date} and {@code channel_id} are filled in,
   *     other missing cells are empty; no rows for a file with only a header
   */
  public BulkFile publish(
      String owner,
      String reportTypeId,
      LocalDate day,
      Instant createTime,
      List<Map<String, String>> rows) {
    return new BulkFile(jobs.publish(owner, reportTypeId, day, createTime, rows));
  }

  /**
   * Adds a {@code channel_basic_a3} file of a day whose sums equal the totals that the Analytics
   * API has for the channel now.
   */
  public BulkFile publishActivity(String channelId, LocalDate day, Instant createTime) {
    return publish(channelId, ACTIVITY, day, createTime, ActivityRows.of(truth, channelId, day));
  }

  /** Adds a file of a day that restates, adds and removes rows of the earlier ones. */
  public BulkFile reissue(String owner, String reportTypeId, LocalDate day, Instant createTime) {
    return new BulkFile(jobs.reissue(owner, reportTypeId, day, createTime));
  }

  /** Removes all files of a day, except added ones. */
  public void withhold(String owner, String reportTypeId, LocalDate day) {
    jobs.withhold(owner, reportTypeId, day);
  }

  /** Deletes a file at a time. */
  public void delete(BulkFile file, Instant at) {
    jobs.delete(file.file(), at);
  }

  /** Ends a job: it has no files created after {@code expireTime}. */
  public void expireJob(String owner, String reportTypeId, Instant expireTime) {
    jobs.expire(owner, reportTypeId, expireTime);
  }

  /** Ends a report type and all its jobs. From then on, jobs of the type cannot be created. */
  public void retire(String reportTypeId, Instant deprecateTime) {
    jobs.retire(reportTypeId, deprecateTime);
  }

  /** Adds a column with texts to the files of a report type that are created from a time on. */
  public void addColumn(String reportTypeId, String name, Instant from) {
    jobs.addColumn(reportTypeId, name, from);
  }

  /** Returns the files of a job that exist at a time, by day, the oldest of a day first. */
  public List<BulkFile> files(String owner, String reportTypeId, Instant now) {
    return sorted(owner, reportTypeId, now, now).stream().map(BulkFile::new).toList();
  }

  /**
   * Returns the files that are to be stored after runs in each night from {@code first} to {@code
   * last}: for each day the newest with rows of all that existed in between. A later {@code
   * createTime} is newer, then a greater id.
   */
  public Map<LocalDate, BulkFile> current(
      String owner, String reportTypeId, Instant first, Instant last) {
    Map<LocalDate, BulkFile> current = new TreeMap<>();
    for (ReportFile file : sorted(owner, reportTypeId, first, last)) {
      if (!file.table().get().rows().isEmpty()) {
        current.put(file.day(), new BulkFile(file));
      }
    }
    return current;
  }

  /** Returns the rows of all {@link #current} files, the earliest day first. */
  public List<Map<String, Object>> truth(
      String owner, String reportTypeId, Instant first, Instant last) {
    return current(owner, reportTypeId, first, last).values().stream()
        .flatMap(file -> file.rows().stream())
        .toList();
  }

  BulkJobs jobs() {
    return jobs;
  }

  private List<ReportFile> sorted(String owner, String reportTypeId, Instant first, Instant last) {
    return jobs.files(jobs.jobId(owner, reportTypeId), first, last).stream()
        .sorted(ReportFile.BY_DAY_AND_AGE)
        .toList();
  }
}
