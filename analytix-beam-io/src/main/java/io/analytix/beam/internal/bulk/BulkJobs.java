// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.bulk.JobLister.MissingJob;
import io.analytix.beam.internal.pace.DailyQuota;
import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.youtube.BulkJob;
import io.analytix.beam.internal.youtube.BulkReport;
import io.analytix.beam.internal.youtube.BulkTypeResource;
import io.analytix.beam.internal.youtube.HttpReportingClient;
import io.analytix.beam.internal.youtube.WorkerConnections;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.QuotaUse;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Lists and creates jobs without fetching a file; each call waits for its responses. */
public final class BulkJobs implements AutoCloseable {
  private final WorkerConnections connections;
  private final BulkSession session;
  private final Instant now;

  private BulkJobs(WorkerConnections connections, BulkSession session, Instant now) {
    this.connections = connections;
    this.session = session;
    this.now = now;
  }

  /**
   * Opens the token store and reads the client.
   *
   * @param clock determines the expiry of access tokens and of jobs
   * @param idleSince time since which no other run has used the quota
   */
  public static BulkJobs open(
      TokenStore.Factory stores,
      ClientSecretsSource client,
      Endpoints endpoints,
      int perMinute,
      int perDay,
      Clock clock,
      Instant idleSince)
      throws IOException {
    WorkerConnections connections = WorkerConnections.open(stores, client, endpoints, clock);
    SchedulerClock time = SchedulerClock.system();
    CallLimiter limiter =
        new CallLimiter(
            RequestPacer.idleSince(idleSince, perMinute, time),
            DailyQuota.ofBulk(perDay, QuotaUse.none(BulkDays.pacific(time.now())), time),
            time,
            new BulkListener());
    return new BulkJobs(
        connections,
        new BulkSession(
            new HttpReportingClient(endpoints, connections.http(), RetryPolicy.DEFAULT),
            new ChannelAuthorizer(connections.tokens(), connections.channels()),
            limiter,
            new RetrySchedule(RetryPolicy.DEFAULT, RandomGenerator.getDefault(), time)),
        clock.instant());
  }

  /** The channels and content owners of token records, each once. */
  public static List<ChannelRef> accounts(List<ChannelRef> channels) {
    Set<ChannelRef> accounts = new LinkedHashSet<>();
    channels.forEach(channel -> accounts.add(BulkPlanner.account(channel)));
    return List.copyOf(accounts);
  }

  /** The jobs of an account, their files, and the report types that it may have. */
  public AccountJobs list(ChannelRef account) throws InterruptedException {
    JobLister.OfAccount calls = lister(account, List.of(), MissingJob.REPORT);
    try {
      calls.open();
      Map<String, String> offered = new TreeMap<>();
      for (BulkTypeResource type : calls.offered().values()) {
        offered.put(
            type.id(), type.deprecatesAt() == null ? "" : String.valueOf(type.deprecatesAt()));
      }
      List<AccountJobs.Job> jobs = new ArrayList<>();
      for (BulkJob job : calls.jobs()) {
        List<BulkReport> reports = calls.reports(job);
        Optional<BulkReport> newest =
            reports.stream().max(Comparator.comparing(BulkReport::startTime));
        jobs.add(
            new AccountJobs.Job(
                job.reportTypeId(),
                job.id(),
                job.createdAt(),
                job.expiresAt(),
                reports.size(),
                newest.map(report -> BulkDays.pacific(report.startTime())).orElse(null),
                reports.stream()
                    .map(BulkReport::createTime)
                    .max(Comparator.naturalOrder())
                    .orElse(null)));
      }
      return new AccountJobs(account, calls.channelId(), null, jobs, offered);
    } catch (ApiException e) {
      return new AccountJobs(account, account.channelId(), e.failure(), List.of(), Map.of());
    }
  }

  /**
   * The requests of a run, by the present lists of jobs and files.
   *
   * @param choose chooses the files
   * @param perDay the quota of the day
   * @param createJobs whether the run creates missing jobs; the plan does not
   * @param done is called for each channel and content owner that was listed
   */
  public PlannedJobs plan(
      List<ChannelRef> channels,
      List<BulkReportType> types,
      BulkLedger ledger,
      FileChooser choose,
      int perDay,
      boolean createJobs,
      Consumer<ChannelRef> done)
      throws InterruptedException {
    JobLister lister =
        new JobLister(session, createJobs ? MissingJob.PLAN : MissingJob.REPORT, now);
    Map<ChannelRef, List<JobListing>> listings = new LinkedHashMap<>();
    for (List<AccountTypes> group : BulkPlanner.plan(channels, types, ledger)) {
      for (AccountTypes account : group) {
        listings.put(account.account(), lister.list(account));
        done.accept(account.account());
      }
    }
    List<JobListing> all = listings.values().stream().flatMap(List::stream).toList();
    Map<List<String>, JobWork> byType = new HashMap<>();
    BulkPlanner.choose(all, choose, ledger.usedToday(now), perDay)
        .work()
        .forEach(
            job ->
                byType.put(
                    List.of(job.listing().account().tokenRecord(), job.listing().reportType()),
                    job));
    List<PlannedJobs.OfAccount> accounts = new ArrayList<>();
    listings.forEach(
        (account, ofAccount) ->
            accounts.add(
                new PlannedJobs.OfAccount(
                    account,
                    PlannedJobs.Requests.exactly(
                        ofAccount.stream()
                            .mapToLong(one -> one.requests() + (one.created() ? 1 : 0))
                            .sum()),
                    ofAccount.stream()
                        .map(
                            one ->
                                planned(
                                    Objects.requireNonNull(
                                        byType.get(
                                            List.of(account.tokenRecord(), one.reportType())))))
                        .toList())));
    return new PlannedJobs(accounts, true);
  }

  private static PlannedJobs.OfType planned(JobWork job) {
    List<JobWork.DayWork> sent = job.days().stream().filter(day -> !day.deferred()).toList();
    Failure failure = job.listing().failure();
    return new PlannedJobs.OfType(
        job.listing().reportType(),
        new PlannedJobs.Requests(
            sent.size(), sent.size(), sent.stream().mapToLong(day -> day.files().size()).sum()),
        job.days().size() - sent.size(),
        failure == null ? null : failure.cause() + ": " + failure.message());
  }

  /** Creates the missing jobs of an account; one listing for each type that fits it. */
  public List<JobListing> create(ChannelRef account, List<BulkReportType> types)
      throws InterruptedException {
    return lister(account, types, MissingJob.CREATE).ensureJobs();
  }

  private JobLister.OfAccount lister(
      ChannelRef account, List<BulkReportType> types, MissingJob missing) {
    List<AccountTypes.TypeToList> wanted =
        types.stream()
            .filter(type -> type.audience() == BulkPlanner.audience(account))
            .map(type -> new AccountTypes.TypeToList(type.id(), null))
            .toList();
    return new JobLister(session, missing, now).of(new AccountTypes(account, wanted));
  }

  @Override
  public void close() {
    connections.close();
  }
}
