// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.youtube.BulkJob;
import io.analytix.beam.internal.youtube.BulkReport;
import io.analytix.beam.internal.youtube.BulkTypeResource;
import io.analytix.beam.internal.youtube.ReportingClient;
import io.analytix.beam.internal.youtube.ReportingPage;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lists the jobs of an account and the files of those jobs that are wanted, with the fewest
 * requests: one for the jobs, one for the files of each job. Creates missing jobs if it may; never
 * deletes one.
 */
final class JobLister {
  /** More pages than any list has: a server that repeats a page would be asked for ever. */
  private static final int MAX_PAGES = 1000;

  /** What to do about a missing job. */
  enum MissingJob {
    /** It is a failure. */
    REPORT,
    /** Creates it. */
    CREATE,
    /** The run will create it, and needs one request for it. */
    PLAN
  }

  private final BulkSession session;
  private final ReportingClient client;
  private final MissingJob missingJob;
  private final Instant now;

  /**
   * A lister.
   *
   * @param now decides which jobs have expired
   */
  JobLister(BulkSession session, MissingJob missingJob, Instant now) {
    this.session = session;
    this.client = session.client();
    this.missingJob = missingJob;
    this.now = now;
  }

  /** One listing for each report type, whatever happened. */
  List<JobListing> list(AccountTypes account) throws InterruptedException {
    return of(account).list();
  }

  /** The calls for one account. */
  OfAccount of(AccountTypes account) {
    return new OfAccount(account);
  }

  private interface TypeLister {
    JobListing list(AccountTypes.TypeToList type) throws InterruptedException;
  }

  /** The calls for one account. */
  final class OfAccount {
    private final AccountTypes account;
    private final BulkAccount calls;
    private CallTally tally = new CallTally();
    private @Nullable ChannelIdentity identity;
    private @Nullable Map<String, BulkTypeResource> offered;
    private List<BulkJob> jobs = List.of();

    OfAccount(AccountTypes account) {
      this.account = account;
      this.calls = session.account(account.account());
    }

    List<JobListing> list() throws InterruptedException {
      return ofEachType(this::list);
    }

    /** One listing for each report type, without requesting the lists of files. */
    List<JobListing> ensureJobs() throws InterruptedException {
      return ofEachType(this::ensureJob);
    }

    private List<JobListing> ofEachType(TypeLister lister) throws InterruptedException {
      try {
        open();
        jobs = jobs();
      } catch (ApiException e) {
        return account.types().stream().map(type -> failed(type.id(), e.failure())).toList();
      }
      List<JobListing> listings = new ArrayList<>();
      for (AccountTypes.TypeToList type : account.types()) {
        listings.add(lister.list(type));
        tally = new CallTally();
      }
      return listings;
    }

    private JobListing ensureJob(AccountTypes.TypeToList type) throws InterruptedException {
      List<BulkJob> ofType = jobsOf(type.id());
      try {
        return ofType.isEmpty()
            ? missing(type)
            : listing(type.id(), ofType, List.of(), dead(type.id(), ofType), false);
      } catch (ApiException e) {
        return failed(type.id(), e.failure());
      }
    }

    /** Authorizes the account. */
    void open() throws ApiException, InterruptedException {
      AuthorizedChannel open = calls.open();
      identity = open.identity();
      session.claim(identity, account.account());
    }

    private List<BulkJob> jobsOf(String id) {
      return jobs.stream().filter(job -> job.reportTypeId().equals(id)).toList();
    }

    /** The channel; null if it is not identified, or a content owner. */
    @Nullable String channelId() {
      return owner() != null || identity == null ? null : identity.channelId();
    }

    /** All files of a job. */
    List<BulkReport> reports(BulkJob job) throws ApiException, InterruptedException {
      return reports(job, new AccountTypes.TypeToList(job.reportTypeId(), null));
    }

    List<BulkJob> jobs() throws ApiException, InterruptedException {
      return all((page, token) -> client.jobs(owner(), isSystemManaged(), page, token));
    }

    private JobListing list(AccountTypes.TypeToList wanted) throws InterruptedException {
      String id = wanted.id();
      List<BulkJob> ofType = jobsOf(id);
      try {
        if (ofType.isEmpty()) {
          return missing(wanted);
        }
        List<BulkReport> reports = new ArrayList<>();
        for (BulkJob job : ofType) {
          reports.addAll(reports(job, wanted));
        }
        return listing(id, ofType, reports, dead(id, ofType), false);
      } catch (ApiException e) {
        return listing(id, ofType, List.of(), vanished(id, e.failure()), false);
      }
    }

    private List<BulkReport> reports(BulkJob job, AccountTypes.TypeToList wanted)
        throws ApiException, InterruptedException {
      return all(
          (page, token) ->
              client.reports(
                  job.id(), wanted.createdAfter(), isMonetary(wanted.id()), owner(), page, token));
    }

    /** Why nothing more is generated, although the job is still listed; null if it is. */
    private @Nullable Failure dead(String id, List<BulkJob> ofType)
        throws ApiException, InterruptedException {
      for (BulkJob job : ofType) {
        if (job.expiresAt() == null || job.expiresAt().isAfter(now)) {
          return null;
        }
      }
      BulkJob last = ofType.get(ofType.size() - 1);
      return isRetired(id)
          ? retired(id, "the job expired on " + last.expiresAt())
          : Failure.of(
              Cause.JOB_MISSING,
              "the job of %s expired on %s, so nothing is generated any more"
                  .formatted(id, last.expiresAt()));
    }

    private JobListing missing(AccountTypes.TypeToList wanted)
        throws ApiException, InterruptedException {
      String id = wanted.id();
      if (missingJob != MissingJob.REPORT && !type(id).systemManaged()) {
        return missingJob == MissingJob.PLAN
            ? listing(id, List.of(), List.of(), null, true)
            : create(wanted);
      }
      return failed(
          id, isRetired(id) ? retired(id, "the API does not offer it to this account") : noJob(id));
    }

    /** Without asking whether the type is offered: one request less. */
    private JobListing create(AccountTypes.TypeToList wanted)
        throws ApiException, InterruptedException {
      String id = wanted.id();
      try {
        BulkJob job = calls.call(tally, token -> client.createJob(id, owner(), token));
        return listing(id, List.of(job), List.of(), null, true);
      } catch (ApiException e) {
        Integer status = e.failure().httpStatus();
        if (status != null && status == 409) {
          jobs = jobs();
          if (!jobsOf(id).isEmpty()) {
            return list(wanted);
          }
        }
        boolean refused = status != null && (status == 400 || status == 404);
        return failed(
            id, refused && isRetired(id) ? retired(id, e.failure().message()) : e.failure());
      }
    }

    private Failure noJob(String id) {
      return type(id).systemManaged()
          ? Failure.of(Cause.JOB_MISSING, "")
              .with(
                  Cause.JOB_MISSING,
                  "there is no job of %s, which only YouTube itself can make".formatted(id),
                  "Ask your YouTube partner manager for the report, or leave it out of"
                      + " --bulkReports.")
          : Failure.of(Cause.JOB_MISSING, "there is no job of " + id);
    }

    /** A job that vanished between two requests. */
    private Failure vanished(String id, Failure failure) {
      return failure.cause() == Cause.NOT_FOUND
          ? failure.with(
              Cause.JOB_MISSING,
              "the job of %s is gone: %s".formatted(id, failure.message()),
              Cause.JOB_MISSING.remedy())
          : failure;
    }

    private boolean isRetired(String id) throws ApiException, InterruptedException {
      BulkTypeResource resource = offered().get(id);
      return resource == null
          || (resource.deprecatesAt() != null && !resource.deprecatesAt().isAfter(now));
    }

    private Failure retired(String id, String why) {
      String successor =
          successor(id)
              .map(next -> "Use " + next + " instead: name it in --bulkReports. ")
              .orElse("");
      return Failure.of(Cause.REPORT_TYPE_RETIRED, "")
          .with(
              Cause.REPORT_TYPE_RETIRED,
              "the report type %s is not generated any more: %s".formatted(id, why),
              successor + Cause.REPORT_TYPE_RETIRED.remedy());
    }

    /** The newest version of the same family that the API offers, or that the catalogue knows. */
    private Optional<String> successor(String id) {
      String family = type(id).family();
      Map<String, BulkTypeResource> known = offered == null ? Map.of() : offered;
      return known.keySet().stream()
          .flatMap(other -> BulkReportTypes.resolve(other).stream())
          .filter(other -> other.family().equals(family) && other.version() > type(id).version())
          .max(Comparator.comparingInt(BulkReportType::version))
          .or(() -> BulkReportTypes.lastSuccessor(type(id)))
          .map(BulkReportType::id);
    }

    /** The report types that the API offers the account; asked for only if one has no job. */
    Map<String, BulkTypeResource> offered() throws ApiException, InterruptedException {
      Map<String, BulkTypeResource> known = offered;
      if (known == null) {
        known = new HashMap<>();
        for (BulkTypeResource type :
            all((page, token) -> client.reportTypes(owner(), isSystemManaged(), page, token))) {
          known.put(type.id(), type);
        }
        offered = known;
      }
      return known;
    }

    private <T> List<T> all(
        BiFunction<@Nullable String, AccessToken, CompletableFuture<ReportingPage<T>>> call)
        throws ApiException, InterruptedException {
      List<T> items = new ArrayList<>();
      String page = null;
      for (int pages = 0; pages < MAX_PAGES; pages++) {
        String present = page;
        ReportingPage<T> read = calls.call(tally, token -> call.apply(present, token));
        items.addAll(read.items());
        page = read.next();
        if (page == null) {
          return items;
        }
      }
      throw new ApiException.Unavailable(
          Failure.of(Cause.BAD_RESPONSE, "the list has more than " + MAX_PAGES + " pages"),
          Duration.ZERO);
    }

    private @Nullable String owner() {
      return account.account().contentOwner();
    }

    /** Whether jobs of YouTube are wanted; without any type all jobs of a content owner are. */
    private boolean isSystemManaged() {
      return account.types().isEmpty()
          ? owner() != null
          : account.types().stream().anyMatch(type -> type(type.id()).systemManaged());
    }

    private static boolean isMonetary(String id) {
      return BulkReportTypes.resolve(id).map(BulkReportType::monetary).orElse(false);
    }

    private BulkReportType type(String id) {
      return BulkReportTypes.resolve(id).orElseThrow();
    }

    private JobListing failed(String id, Failure failure) {
      return listing(id, List.of(), List.of(), failure, false);
    }

    private JobListing listing(
        String id,
        List<BulkJob> ofType,
        List<BulkReport> reports,
        @Nullable Failure failure,
        boolean created) {
      Instant finished = session.now();
      String owner = owner();
      String known = identity == null ? account.account().channelId() : identity.channelId();
      return new JobListing(
          account.account(),
          owner == null ? known : null,
          owner,
          id,
          ofType,
          reports,
          failure,
          created,
          tally.requests(),
          tally.retries(),
          tally.startedAt(finished),
          finished);
    }
  }
}
