// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkArchive;
import io.analytix.beam.bulk.BulkFile;
import io.analytix.beam.bulk.BulkFormatException;
import io.analytix.beam.bulk.BulkGeneration;
import io.analytix.beam.bulk.BulkJobStatus;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.BulkRow;
import io.analytix.beam.bulk.BulkStore;
import io.analytix.beam.bulk.BulkStored;
import io.analytix.beam.bulk.BulkTable;
import io.analytix.beam.internal.youtube.ApiHttpClient;
import io.analytix.beam.internal.youtube.BulkReport;
import io.analytix.beam.internal.youtube.MediaBody;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.youtube.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the files of a job one after the other: from the network into the store, row by row. A
 * file is stored as a whole or not at all.
 */
final class FileFetcher {
  /**
   * Maximum downloads of a complete body that is not a valid file: it may be damaged on its way.
   */
  private static final int MAX_INVALID = 3;

  /** Maximum requests for a new address of a file. */
  private static final int MAX_ADDRESSES = 3;

  /** Fewer days without a row may well be those of a channel without viewers. */
  private static final int MIN_EMPTY_DAYS = 7;

  private final BulkSession session;
  private final BulkStore store;
  private final BulkArchive archive;
  private final String runId;

  FileFetcher(BulkSession session, BulkStore store, BulkArchive archive, String runId) {
    this.session = session;
    this.store = store;
    this.archive = archive;
    this.runId = runId;
  }

  /** Ends in one outcome for each file that was there to fetch, whatever happened. */
  JobResult fetch(JobWork work, AccountProgress progress) throws InterruptedException {
    OfJob job = new OfJob(work);
    if (work.listing().failure() != null) {
      job.failListing(work.listing().failure());
    }
    for (JobWork.DayWork day : work.days()) {
      job.fetch(day);
    }
    job.countListing();
    Optional<Long> emptyDays =
        progress.ended(work, job.outcomes).filter(days -> days >= MIN_EMPTY_DAYS);
    BulkJobStatus status =
        JobStatus.of(runId, work, job.outcomes, job.stored, emptyDays.isPresent());
    emptyDays.ifPresent(job::addWrongChannel);
    return new JobResult(job.outcomes, job.stored, status);
  }

  /** How a file ended. */
  private enum End {
    ROWS,
    /** Without rows, or gone: the generation before counts. */
    NONE,
    FAILED
  }

  private final class OfJob {
    private final JobListing listing;
    private final BulkReportType type;
    private final BulkAccount calls;

    /** The day of an outcome that is about no file. */
    private final LocalDate yesterday;

    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<JobResult.StoredFile> stored = new ArrayList<>();

    OfJob(JobWork work) {
      this.listing = work.listing();
      this.type = BulkReportTypes.resolve(listing.reportType()).orElseThrow();
      this.calls = session.account(listing.account());
      this.yesterday = BulkDays.pacific(work.known().asOf()).minusDays(1);
    }

    void failListing(Failure failure) {
      outcomes.add(
          outcome(null, null, listing.startedAt())
              .requests(listing.requests())
              .retries(listing.retries())
              .status(failure.cause() == Cause.QUOTA_DAY ? Status.DEFERRED : Status.FAILED)
              .failure(failure)
              .build());
    }

    /** The requests of the lists count with the first outcome, for the quota of the day. */
    void countListing() {
      if (listing.failure() == null && !outcomes.isEmpty()) {
        Outcome first = outcomes.get(0);
        outcomes.set(
            0,
            first.toBuilder()
                .requests(first.requests() + listing.requests())
                .retries(first.retries() + listing.retries())
                .build());
      }
    }

    void addWrongChannel(long days) {
      Failure failure =
          Failure.of(Cause.IDENTITY_MISMATCH, "")
              .with(
                  Cause.IDENTITY_MISMATCH,
                  "probably the wrong channel consented: none of its files has a row, on "
                      + days
                      + " days",
                  "Consent again and choose the right channel in the account chooser (a Google"
                      + " account has one for each of its brand accounts). If the channel has no"
                      + " viewers, leave it out with --channels.");
      outcomes.add(
          outcome(null, null, session.now())
              .requests(0)
              .status(Status.FAILED)
              .failure(failure)
              .build());
    }

    /** Newest generation first, until one has rows. */
    void fetch(JobWork.DayWork day) throws InterruptedException {
      if (day.deferred()) {
        Failure failure =
            Failure.of(Cause.QUOTA_DAY, "the day's budget of requests is used up")
                .with(
                    Cause.QUOTA_DAY,
                    "the day's budget of requests is used up",
                    "Run again after midnight Pacific time, or raise --bulkQueriesPerDay if the"
                        + " project's quota is larger.");
        outcomes.add(failed(day, day.files().get(0), new CallTally(), failure));
        return;
      }
      for (BulkReport report : day.files()) {
        if (fetch(day, report) != End.NONE) {
          return;
        }
      }
    }

    private End fetch(JobWork.DayWork day, BulkReport report) throws InterruptedException {
      CallTally tally = new CallTally();
      BulkFile file =
          new BulkFile(
              listing.reportType(),
              listing.channelId(),
              listing.contentOwner(),
              day.day(),
              FileChooser.generation(report),
              runId);
      try {
        Optional<BulkGeneration> present = store.stored(file);
        if (present.isPresent() && isStored(present.get(), file.generation(), day)) {
          // A run that was killed has stored it, but not its outcome.
          outcomes.add(
              outcome(day, report, session.now())
                  .requests(0)
                  .status(Status.OK)
                  .answeredFrom(day.day())
                  .answeredThrough(day.last())
                  .message("stored by a run that was interrupted")
                  .build());
          return End.ROWS;
        }
        return fetch(day, report, file, present.isPresent(), tally);
      } catch (ApiException e) {
        outcomes.add(failed(day, report, tally, e.failure()));
        return e.failure().cause() == Cause.NOT_FOUND ? End.NONE : End.FAILED;
      } catch (IOException | UncheckedIOException e) {
        outcomes.add(
            failed(
                day,
                report,
                tally,
                Failure.of(Cause.INTERNAL, "cannot store the file: " + e.getMessage())));
        return End.FAILED;
      }
    }

    /** Without its id, a stored generation is this one if no other was generated at its time. */
    private boolean isStored(BulkGeneration present, BulkGeneration file, JobWork.DayWork day) {
      return present.compareTo(file) >= 0
          || (present.reportId().isEmpty()
              && present.createdAt().equals(file.createdAt())
              && day.files().stream()
                      .filter(other -> other.createTime().equals(file.createdAt()))
                      .count()
                  == 1);
    }

    /**
     * Retries bodies that are cut or not valid, and requests new addresses for those that do not
     * work.
     *
     * @param replaces whether rows of an older file of its day are stored
     */
    private End fetch(
        JobWork.DayWork day, BulkReport listed, BulkFile file, boolean replaces, CallTally tally)
        throws ApiException, IOException, InterruptedException {
      BulkReport report = listed;
      int asked = 0;
      int invalid = 0;
      for (int attempts = 1; ; attempts++) {
        ApiException failed;
        try {
          return download(day, report, file, replaces, tally);
        } catch (ApiException.TokenRejected
            | ApiException.ChannelRefused
            | ApiException.ReportRefused e) {
          if (asked == MAX_ADDRESSES || !isAboutAddress(e)) {
            throw asked == 0 ? e : listedButNotServed(e);
          }
          asked++;
          report = withNewAddress(report, tally);
          continue;
        } catch (WrongChannelException e) {
          ApiException wrong = wrongChannel(e);
          calls.fail(wrong);
          throw wrong;
        } catch (BulkFormatException e) {
          failed = unavailable(Cause.BAD_RESPONSE, e);
          if (++invalid == MAX_INVALID) {
            throw failed;
          }
        } catch (StorageException e) {
          throw e;
        } catch (CutBodyException e) {
          failed = unavailable(Cause.BAD_RESPONSE, e);
        } catch (IOException e) {
          failed = unavailable(Cause.NETWORK, e);
        }
        // The time of a long download must not use up the time for retries.
        OptionalLong due =
            session.retries().next(failed, attempts, session.retries().time().nanos());
        if (due.isEmpty()) {
          throw failed;
        }
        session.limiter().pause(due.getAsLong() - session.retries().time().nanos());
      }
    }

    private boolean isAboutAddress(ApiException e) {
      Integer status = e.failure().httpStatus();
      return status != null && (status == 401 || status == 403 || status == 404);
    }

    /** The address may have expired, so this requests a new one. */
    private BulkReport withNewAddress(BulkReport report, CallTally tally)
        throws ApiException, InterruptedException {
      try {
        return calls.call(
            tally,
            token ->
                session
                    .client()
                    .report(
                        report.jobId(),
                        report.id(),
                        type.monetary(),
                        listing.contentOwner(),
                        token));
      } catch (ApiException.ChannelRefused | ApiException.ReportRefused e) {
        throw asGone(e);
      }
    }

    private ApiException listedButNotServed(ApiException e) {
      Failure failure = e.failure();
      return new ApiException.ReportRefused(
          failure.with(
              Cause.BAD_RESPONSE,
              "the API lists the file, but does not serve it: " + failure.message(),
              Cause.BAD_RESPONSE.remedy()));
    }

    /** A file that is gone can never be fetched, so that no later run tries to. */
    private ApiException asGone(ApiException e) {
      Integer status = e.failure().httpStatus();
      return status == null || status != 404
          ? e
          : new ApiException.ReportRefused(
              e.failure()
                  .with(
                      Cause.NOT_FOUND,
                      "the file was deleted before it was fetched: " + e.failure().message(),
                      "Run every day: YouTube deletes a file 60 days after it was generated, and"
                          + " one of the 30 days before the job after 30 days."));
    }

    private ApiException wrongChannel(WrongChannelException e) {
      return new ApiException.ChannelRefused(
          Failure.of(Cause.IDENTITY_MISMATCH, "")
              .with(
                  Cause.IDENTITY_MISMATCH,
                  "the tokens of record '%s' belong to channel %s, but the record names %s"
                      .formatted(
                          listing.account().tokenRecord(), e.channelId(), listing.channelId()),
                  Cause.IDENTITY_MISMATCH.remedy()),
          false);
    }

    private ApiException unavailable(Cause cause, IOException e) {
      String what =
          cause == Cause.NETWORK
              ? ApiHttpClient.describe(e, session.retries().policy().answerWithin())
              : String.valueOf(e.getMessage());
      return new ApiException.Unavailable(
          Failure.ofResponse(cause, what, 200, null), Duration.ZERO);
    }

    private End download(
        JobWork.DayWork day, BulkReport report, BulkFile file, boolean replaces, CallTally tally)
        throws ApiException, IOException, InterruptedException {
      URI address = address(report);
      MediaBody body =
          calls.attempt(tally, token -> session.client().download(address, type.monetary(), token));
      Instant fetchedAt = session.now();
      try (body;
          BulkArchive.Entry kept = begin(file);
          StoreSink sink = new StoreSink(file)) {
        FileBody.Content content;
        try {
          content = FileBody.read(body, kept.stream(), type, new FileValues(file, fetchedAt), sink);
        } catch (BulkFormatException | WrongChannelException e) {
          // It is complete, and the API serves it no more.
          commit(kept);
          throw e;
        }
        commit(kept);
        boolean rows = content.rows().rows() > 0;
        BulkStored changes = rows ? sink.commit() : BulkStored.NONE;
        if (rows) {
          stored.add(new JobResult.StoredFile(file, changes, content.rows().table(), replaces));
        }
        Outcome.Builder outcome = answered(day, report, tally, content, fetchedAt);
        if (rows && replaces && changes.address() == null) {
          outcome
              .inserted(changes.inserted())
              .updated(changes.updated())
              .deleted(changes.deleted());
        }
        outcomes.add(outcome.build());
        return rows ? End.ROWS : End.NONE;
      }
    }

    private URI address(BulkReport report) throws ApiException {
      try {
        return URI.create(report.downloadUrl());
      } catch (IllegalArgumentException e) {
        throw new ApiException.ReportRefused(
            Failure.of(Cause.BAD_RESPONSE, "the address of the file is not valid"));
      }
    }

    private BulkArchive.Entry begin(BulkFile file) throws StorageException {
      try {
        return archive.begin(file);
      } catch (IOException | RuntimeException e) {
        throw new StorageException("the archive", e);
      }
    }

    private void commit(BulkArchive.Entry kept) throws StorageException {
      try {
        kept.commit();
      } catch (IOException | RuntimeException e) {
        throw new StorageException("the archive", e);
      }
    }

    private Outcome.Builder answered(
        JobWork.DayWork day,
        BulkReport report,
        CallTally tally,
        FileBody.Content content,
        Instant fetchedAt)
        throws ApiException, InterruptedException {
      List<String> added = content.rows().table().added();
      boolean rows = content.rows().rows() > 0;
      String unsaved = calls.open().grant().unsaved();
      String news =
          added.isEmpty()
              ? null
              : "the file has new columns, stored as text: " + String.join(", ", added);
      return outcome(day, report, tally.startedAt(fetchedAt))
          .requests(tally.requests())
          .retries(tally.retries())
          .status(rows ? Status.OK : Status.EMPTY)
          .answeredFrom(rows ? day.day() : null)
          .answeredThrough(rows ? day.last() : null)
          .httpStatus(200)
          .rows(content.rows().rows())
          .bytes(content.bytes())
          .message(unsaved == null ? news : unsaved);
    }

    private Outcome failed(
        JobWork.DayWork day, BulkReport report, CallTally tally, Failure failure) {
      return outcome(day, report, tally.startedAt(session.now()))
          .requests(tally.requests())
          .retries(tally.retries())
          .status(failure.cause() == Cause.QUOTA_DAY ? Status.DEFERRED : Status.FAILED)
          .failure(failure)
          .build();
    }

    private Outcome.Builder outcome(
        JobWork.@Nullable DayWork day, @Nullable BulkReport report, Instant startedAt) {
      return Outcome.builder()
          .runId(runId)
          .tokenRecord(listing.account().tokenRecord())
          .channelId(listing.channelId())
          .contentOwner(listing.contentOwner())
          .report(listing.reportType())
          .startDate(day == null ? yesterday : day.day())
          .endDate(day == null ? yesterday : day.last())
          .reportId(report == null ? null : report.id())
          .reportCreatedAt(report == null ? null : report.createTime())
          .startedAt(startedAt)
          .finishedAt(session.now());
    }
  }

  /** Passes rows to the store; its failures are told from those of the network. */
  private final class StoreSink implements RowSink, AutoCloseable {
    private final BulkFile file;
    private @Nullable BulkTable table;
    private BulkStore.@Nullable Writer writer;

    StoreSink(BulkFile file) {
      this.file = file;
    }

    @Override
    public void begin(BulkTable read) {
      table = read;
    }

    @Override
    public void add(BulkRow row) throws IOException {
      try {
        BulkStore.Writer open = writer;
        BulkTable known = table;
        if (open == null && known != null) {
          open = store.begin(file, known);
          writer = open;
        }
        if (open != null) {
          open.write(row);
        }
      } catch (IOException | RuntimeException e) {
        throw new StorageException("the file", e);
      }
    }

    BulkStored commit() throws IOException {
      BulkStore.Writer open = writer;
      if (open == null) {
        throw new IllegalStateException("no row was written");
      }
      try {
        return open.commit();
      } catch (IOException | RuntimeException e) {
        throw new StorageException("the file", e);
      }
    }

    @Override
    public void close() throws IOException {
      BulkStore.Writer open = writer;
      if (open != null) {
        open.close();
      }
    }
  }
}
