// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.bulk.BulkArchive;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.BulkStore;
import io.analytix.beam.channel.ChannelList;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.access.ChannelAuthorizer;
import io.analytix.beam.internal.bulk.AccountTypes;
import io.analytix.beam.internal.bulk.BulkEngine;
import io.analytix.beam.internal.bulk.BulkLedger;
import io.analytix.beam.internal.bulk.BulkListener;
import io.analytix.beam.internal.bulk.BulkPlanner;
import io.analytix.beam.internal.bulk.BulkSession;
import io.analytix.beam.internal.bulk.CallLimiter;
import io.analytix.beam.internal.bulk.FileChooser;
import io.analytix.beam.internal.bulk.JobListing;
import io.analytix.beam.internal.bulk.JobResult;
import io.analytix.beam.internal.bulk.JobWork;
import io.analytix.beam.internal.pace.DailyQuota;
import io.analytix.beam.internal.pace.RequestPacer;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.youtube.HttpReportingClient;
import io.analytix.beam.internal.youtube.WorkerConnections;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.testing.ContentOwner;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The bulk half of a run without Beam, a hundred times as fast: the same plan, lists, choice and
 * fetches, one after the other, into Parquet. Nothing waits.
 */
final class BulkNights implements AutoCloseable {
  private static final DateTimeFormatter RUN =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  final ParquetOutput output;
  private final Clock clock;
  private final List<ChannelRef> channels;
  private final WorkerConnections connections;
  private final Endpoints endpoints;
  private int runs;

  BulkNights(World world, SimulatedGoogle google, Clock clock, Path folder) throws IOException {
    this(world, google, clock, folder, ParquetOutput.at(folder.resolve("output").toString()));
  }

  BulkNights(World world, SimulatedGoogle google, Clock clock, Path folder, ParquetOutput output)
      throws IOException {
    Path tokens = Files.createDirectories(folder.resolve("tokens"));
    google.writeTokenRecords(tokens);
    for (ContentOwner owner : world.contentOwners()) {
      google.writeTokenRecord(tokens, owner);
    }
    Path client = google.writeClientSecrets(folder.resolve("client_secret.json"));
    this.output = output;
    this.clock = clock;
    this.endpoints =
        Endpoints.of(
            google.apiRootUrl().toString(),
            google.dataApiRootUrl().toString(),
            google.reportingApiRootUrl().toString());
    TokenStore.Factory stores = FileTokenStore.in(tokens.toString());
    List<ChannelRef> all = new ArrayList<>();
    try (TokenStore store = stores.open()) {
      for (String name : store.names()) {
        all.addAll(ChannelList.read(store, name));
      }
    }
    this.channels = ChannelList.order(all);
    this.connections =
        WorkerConnections.open(
            stores, ClientSecretsSource.file(client.toString()), endpoints, clock);
  }

  /** The steps of a run that a test may change. */
  record Steps(UnaryOperator<BulkStore> store, Runnable beforeOutcomes, int perDay) {
    static final Steps USUAL = new Steps(store -> store, () -> {}, 20_000);
  }

  /** One run; its outcomes, which are stored. */
  List<Outcome> run(List<String> types, Steps steps) throws IOException, InterruptedException {
    return run(types, steps, false, BulkArchive.NONE);
  }

  List<Outcome> run(List<String> types, Steps steps, boolean createJobs, BulkArchive archive)
      throws IOException, InterruptedException {
    String runId = RUN.format(clock.instant()) + "-%08x".formatted(++runs);
    List<BulkReportType> wanted =
        types.stream().map(id -> BulkReportTypes.resolve(id).orElseThrow()).toList();
    Instant now = clock.instant();
    BulkLedger ledger = BulkLedger.read(output.earlierFiles().open(), now, now);
    BulkSession session = session(ledger, now, steps.perDay());
    List<JobListing> listings = new ArrayList<>();
    for (List<AccountTypes> group : BulkPlanner.plan(channels, wanted, ledger)) {
      for (AccountTypes account : group) {
        listings.addAll(BulkEngine.list(session, account, createJobs, now));
      }
    }
    BulkPlanner.Choice choice =
        BulkPlanner.choose(
            listings, new FileChooser(ledger, false), ledger.usedToday(now), steps.perDay());
    List<Outcome> outcomes = new ArrayList<>();
    OutcomeFiles stored = new OutcomeFiles(output.files(), List.of());
    try (BulkStore store = steps.store().apply(new BulkFileStore(output.files(), null))) {
      for (JobWork work : choice.work()) {
        JobResult result = BulkEngine.fetch(session, store, archive, runId, work);
        steps.beforeOutcomes().run();
        stored.add(result.outcomes());
        stored.write();
        outcomes.addAll(result.outcomes());
      }
    }
    return outcomes;
  }

  private BulkSession session(BulkLedger ledger, Instant now, int perDay) {
    SchedulerClock time = new Unhurried(clock);
    RetryPolicy retries = RetryPolicy.DEFAULT;
    return new BulkSession(
        new HttpReportingClient(endpoints, connections.http(), retries),
        new ChannelAuthorizer(connections.tokens(), connections.channels()),
        new CallLimiter(
            new RequestPacer(1_000_000, now, time),
            DailyQuota.ofBulk(perDay, ledger.usedToday(now), time),
            time,
            new BulkListener()),
        new RetrySchedule(retries, new Random(7), time));
  }

  @Override
  public void close() {
    connections.close();
  }

  /** Time that passes only during a wait. */
  private static final class Unhurried implements SchedulerClock {
    private final Clock clock;
    private long passed;

    Unhurried(Clock clock) {
      this.clock = clock;
    }

    @Override
    public synchronized long nanos() {
      return passed;
    }

    @Override
    public synchronized Instant now() {
      return clock.instant().plus(Duration.ofNanos(passed));
    }

    @Override
    public synchronized @Nullable Runnable await(BlockingQueue<Runnable> events, long nanos) {
      passed += Math.max(0, nanos);
      return null;
    }
  }
}
