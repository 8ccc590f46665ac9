// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.catalogue.ReportCheck;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.schedule.CheckpointInterval;
import io.analytix.beam.internal.schedule.SchedulerSettings;
import io.analytix.beam.internal.youtube.HttpTransport;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.Refetch;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.plan.RunPlanner;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PInput;
import org.jspecify.annotations.Nullable;

/**
 * The settings that {@link AnalytixIO.Read} and {@link AnalytixIO.ReadAll} have in common. Every
 * {@code withX} returns a new transform and throws {@link IllegalArgumentException} for an invalid
 * value.
 *
 * @param <InputT> the input of the read
 * @param <SelfT> the transform itself
 */
public abstract class ConfiguredRead<InputT extends PInput, SelfT>
    extends PTransform<InputT, ReadResult> {
  private static final int MAX_ROWS = 1_000_000;

  private final ReadOptions options;

  /** Part of pipeline construction, not of the job. */
  private final transient @Nullable PCollectionView<String> runId;

  ConfiguredRead(ReadOptions options, @Nullable PCollectionView<String> runId) {
    this.options = options;
    this.runId = runId;
  }

  @Nullable PCollectionView<String> runId() {
    return runId;
  }

  abstract SelfT with(ReadOptions changed);

  ReadOptions options() {
    return options;
  }

  /** Sets the store of the token records. Required. */
  public SelfT withTokenStore(TokenStore.Factory stores) {
    return with(options.toBuilder().setTokenStore(stores).build());
  }

  /** Sets the source of the OAuth client. Required. */
  public SelfT withClientSecrets(ClientSecretsSource source) {
    return with(options.toBuilder().setClientSecrets(source).build());
  }

  /**
   * Sets the reports to read; by default {@code channel_daily}. At least one report, with distinct
   * names.
   */
  public SelfT withReports(ReportDefinition... reports) {
    return withReports(List.of(reports));
  }

  /**
   * Sets the reports to read; by default {@code channel_daily}. At least one report, with distinct
   * names, each valid for the API: the exception names the field, the rule and the nearest valid
   * query.
   */
  public SelfT withReports(Collection<ReportDefinition> reports) {
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("reports must name at least one report");
    }
    reports.forEach(ReportCheck::require);
    // The planner rejects reports that it cannot plan, for any dates.
    ShardPlanner unused =
        new ShardPlanner(
            List.copyOf(reports), RunDates.between(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(30)));
    return with(options.toBuilder().setReports(List.copyOf(reports)).build());
  }

  /** Sets the first and the last day to fetch, Pacific time, both inclusive. */
  public SelfT withDates(LocalDate first, LocalDate last) {
    return withDates(RunDates.between(first, last));
  }

  /**
   * Sets the days to fetch; by default each report's look-back window, which ends yesterday,
   * Pacific time, when the pipeline is built.
   */
  public SelfT withDates(RunDates dates) {
    return with(options.toBuilder().setDates(dates).build());
  }

  /**
   * Sets the source of the outcomes of earlier runs and of their use of the day's quota; by default
   * there are none. Required with {@link RunDates#withBackfillFrom} and {@link #withResume}. Opened
   * once per run, on the worker that plans.
   */
  public SelfT withEarlierOutcomes(EarlierOutcomes.Factory past) {
    return with(options.toBuilder().setEarlierOutcomes(past).build());
  }

  /**
   * Resumes earlier runs: requests that they completed are not planned again, and requests that
   * they deferred get the day's quota first. A look-back window still requests days again that the
   * look-back window of another night's run fetched.
   */
  public SelfT withResume() {
    return with(options.toBuilder().setResume(true).build());
  }

  /**
   * Sets which days of a look-back window are requested again, of reports that send one request per
   * day; by default {@link Refetch#CHANGED}. Without {@link #withEarlierOutcomes} there are no
   * earlier responses: then all days for which the channel has figures are requested.
   */
  public SelfT withRefetch(Refetch refetch) {
    return with(options.toBuilder().setRefetch(refetch).build());
  }

  /** Reads only these channels, as {@link #withChannels(Collection)}. */
  public SelfT withChannels(String... idsOrRecords) {
    return withChannels(List.of(idsOrRecords));
  }

  /**
   * Reads only these channels, given by channel id or by the name of the token record; by default,
   * and if there are none, all. The requests of a name that no record has fail as {@code
   * RECORD_INVALID}.
   */
  public SelfT withChannels(Collection<String> idsOrRecords) {
    if (idsOrRecords.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("channels must not contain a blank name");
    }
    return with(options.toBuilder().setChannels(new TreeSet<>(idsOrRecords)).build());
  }

  /** Sets the quota of the OAuth client's project; by default {@link Quota#DEFAULT}. */
  public SelfT withQuota(Quota quota) {
    return with(options.toBuilder().setQuota(quota).build());
  }

  /** Sets the maximum number of concurrent requests: 1 to 512, by default 32. */
  public SelfT withMaxInFlight(int requests) {
    HttpTransport.checkInFlight(requests);
    return with(options.toBuilder().setMaxInFlight(requests).build());
  }

  /**
   * Sets the maximum number of rows of a request for a report of every video, counted as videos
   * times days: 1 to 1,000,000, by default 50,000. The API does not document where it truncates a
   * response; a truncated response is detected, and the request is sent again in halves.
   */
  public SelfT withMaxRowsPerRequest(int rows) {
    if (rows < 1 || rows > MAX_ROWS) {
      throw new IllegalArgumentException(
          "maxRowsPerRequest must be in 1.." + MAX_ROWS + ", but was " + rows);
    }
    return with(options.toBuilder().setBatches(new VideoBatches(rows)).build());
  }

  /** Sets the addresses of the APIs; by default Google's. */
  public SelfT withEndpoints(Endpoints endpoints) {
    return with(options.toBuilder().setEndpoints(endpoints).build());
  }

  /** Sets how transient failures are retried; by default {@link RetryPolicy#DEFAULT}. */
  public SelfT withRetries(RetryPolicy retries) {
    return with(options.toBuilder().setRetries(retries).build());
  }

  /**
   * Sets the time between two checkpoints, at which the runner commits the fetched shards: 1 second
   * to 10 minutes, by default 60 seconds. The first comes after a twentieth of it.
   */
  public SelfT withCheckpointInterval(Duration interval) {
    if (interval.toMillis() < 1000 || interval.toMinutes() > 10) {
      throw new IllegalArgumentException(
          "checkpointInterval must be in 1 s..10 min, but was " + interval);
    }
    return with(options.toBuilder().setCheckpointInterval(interval).build());
  }

  /**
   * Sets the time since which no other run has sent a request under the same quota. Use it only if
   * the fetch lane cannot move to another process. By default this time is unknown, and the fetch
   * lane waits for up to two seconds before its first request (longer below 60 requests a minute),
   * so that it does not exceed the quota of a minute together with a run that was killed just
   * before.
   */
  public SelfT withQuotaIdleSince(Instant instant) {
    return with(options.toBuilder().setQuotaIdleSince(instant).build());
  }

  /**
   * Fetches on while the runner stores what was fetched before the last checkpoint, which is kept
   * in memory meanwhile. The checkpoint interval is then shorter, down to a twentieth, if responses
   * come soon. Use it only if the fetch lane cannot move to another process: otherwise two copies
   * could send requests at the same time. By default the fetch lane waits.
   */
  public SelfT withFetchAhead() {
    return with(options.toBuilder().setFetchAhead(true).build());
  }

  /** Sets the monitor that is notified of the run's progress; by default none. */
  public SelfT withMonitor(RunMonitor.Factory monitors) {
    return with(options.toBuilder().setMonitor(monitors).build());
  }

  /** Expands the names of token records to finished shards. */
  ReadResult fetch(PCollection<String> tokenRecords) {
    ShardPlanner planner = planner();
    Map<String, Schema> schemas = new LinkedHashMap<>();
    for (ReportDefinition report : options.reports()) {
      schemas.put(report.name(), ReportSchema.of(report).schema());
    }
    PCollection<ChannelRef> channels =
        tokenRecords
            .apply("ReadIdentities", ParDo.of(new ReadIdentitiesFn(tokenStore())))
            .setCoder(SerializableCoder.of(ChannelRef.class));
    PCollection<FinishedShard> shards =
        channels
            .apply(
                "PlanFetch",
                new PlanFetch(
                    options.channels(),
                    runPlanner(planner),
                    earlierOutcomes(),
                    options.monitor(),
                    runId,
                    options.fetchAhead()))
            .apply("FetchShards", ParDo.of(new FetchShardsFn(setup(planner))))
            .setCoder(new FinishedShardCoder(schemas));
    return ReadResult.of(shards, options.reports());
  }

  TokenStore.Factory tokenStore() {
    TokenStore.Factory stores = options.tokenStore();
    if (stores == null) {
      throw new IllegalStateException("withTokenStore is required");
    }
    return stores;
  }

  private ShardPlanner planner() {
    return new ShardPlanner(options.reports(), dates(), options.refetch());
  }

  private RunPlanner runPlanner(ShardPlanner planner) {
    return new RunPlanner(planner, options.resume(), options.quota().queriesPerDay());
  }

  private RunDates dates() {
    RunDates dates = options.dates();
    return dates == null ? RunDates.lookback(RunDates.yesterday(Clock.systemUTC())) : dates;
  }

  private EarlierOutcomes.Factory earlierOutcomes() {
    EarlierOutcomes.Factory past = options.earlierOutcomes();
    if (past == null) {
      if (dates().backfillFrom() != null) {
        throw new IllegalStateException("withEarlierOutcomes is required for a back-fill");
      }
      if (options.resume()) {
        throw new IllegalStateException("withEarlierOutcomes is required to resume");
      }
      return () -> EarlierOutcomes.NONE;
    }
    return past;
  }

  private FetchSetup setup(ShardPlanner planner) {
    ClientSecretsSource clientSecrets = options.clientSecrets();
    if (clientSecrets == null) {
      throw new IllegalStateException("withClientSecrets is required");
    }
    return new FetchSetup(
        tokenStore(),
        clientSecrets,
        options.endpoints(),
        planner,
        new SchedulerSettings(
            options.quota().queriesPerMinute(),
            options.quota().queriesPerMinutePerChannel(),
            options.quota().queriesPerDay(),
            options.maxInFlight(),
            options.quota().dataApiUnitsPerDay(),
            options.batches(),
            options.fetchAhead()
                ? CheckpointInterval.adaptive(options.checkpointInterval())
                : CheckpointInterval.fixed(options.checkpointInterval()),
            options.retries()),
        options.monitor(),
        options.quotaIdleSince(),
        options.fetchAhead());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder
        .add(
            DisplayData.item(
                "reports",
                String.join(",", options.reports().stream().map(ReportDefinition::name).toList())))
        .add(DisplayData.item("lastDay", dates().last().toString()))
        .add(DisplayData.item("queriesPerMinute", options.quota().queriesPerMinute()))
        .add(DisplayData.item("queriesPerDay", options.quota().queriesPerDay()))
        .add(DisplayData.item("maxInFlight", options.maxInFlight()));
  }
}
