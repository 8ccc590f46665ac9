// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.catalogue.ReportCheck;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.schedule.SchedulerSettings;
import io.analytix.beam.plan.EarlierOutcomes;
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
import org.apache.beam.sdk.values.PInput;

/**
 * What {@link AnalytixIO.Read} and {@link AnalytixIO.ReadAll} are told in the same words. Every
 * {@code withX} returns a new transform and rejects a bad value at once.
 *
 * @param <InputT> what is read from
 * @param <SelfT> the transform itself
 */
public abstract class ConfiguredRead<InputT extends PInput, SelfT>
    extends PTransform<InputT, ReadResult> {
  private static final int MAX_IN_FLIGHT = 512;
  private static final int MAX_ROWS = 1_000_000;

  private final ReadOptions options;

  ConfiguredRead(ReadOptions options) {
    this.options = options;
  }

  abstract SelfT with(ReadOptions changed);

  ReadOptions options() {
    return options;
  }

  /** Sets where the token records are kept. Required. */
  public SelfT withTokenStore(TokenStore.Factory stores) {
    return with(options.toBuilder().setTokenStore(stores).build());
  }

  /** Sets where the OAuth client is read from. Required. */
  public SelfT withClientSecrets(ClientSecretsSource source) {
    return with(options.toBuilder().setClientSecrets(source).build());
  }

  /** Sets what to read; by default {@code channel_daily}. At least one report, no name twice. */
  public SelfT withReports(ReportDefinition... reports) {
    return withReports(List.of(reports));
  }

  /**
   * Sets what to read; by default {@code channel_daily}. At least one report, no name twice, and
   * each one that the API takes: an error names the field, the rule and the nearest valid query.
   */
  public SelfT withReports(Collection<ReportDefinition> reports) {
    if (reports.isEmpty()) {
      throw new IllegalArgumentException("reports must name at least one report");
    }
    reports.forEach(ReportCheck::require);
    // A planner refuses what cannot be planned; any month serves to find out.
    ShardPlanner unused =
        new ShardPlanner(
            List.copyOf(reports), RunDates.between(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(30)));
    return with(options.toBuilder().setReports(List.copyOf(reports)).build());
  }

  /** Sets the first and the last Pacific day to ask for, both included. */
  public SelfT withDates(LocalDate first, LocalDate last) {
    return withDates(RunDates.between(first, last));
  }

  /**
   * Sets the days to ask for; by default each report's look-back ending yesterday, Pacific time,
   * when the pipeline is built.
   */
  public SelfT withDates(RunDates dates) {
    return with(options.toBuilder().setDates(dates).build());
  }

  /**
   * Sets where a run looks for what earlier runs were answered and have used of the day's quota; by
   * default it knows of none. Required with {@link RunDates#withBackfillFrom} and {@link
   * #withResume}; opened once a run, where the plan is made.
   */
  public SelfT withEarlierOutcomes(EarlierOutcomes.Factory past) {
    return with(options.toBuilder().setEarlierOutcomes(past).build());
  }

  /**
   * Goes on where earlier runs ended: what they were answered to the same requests is neither
   * planned nor asked again, and what they deferred is the first to get a share of the day's quota.
   * A look-back still asks again what another night's look-back was answered.
   */
  public SelfT withResume() {
    return with(options.toBuilder().setResume(true).build());
  }

  /** Reads only these channels, by channel id or by the token record's name; by default all. */
  public SelfT withChannels(Collection<String> idsOrRecords) {
    return with(options.toBuilder().setChannels(new TreeSet<>(idsOrRecords)).build());
  }

  /** Sets the quota of the OAuth client's project; by default {@link Quota#DEFAULT}. */
  public SelfT withQuota(Quota quota) {
    return with(options.toBuilder().setQuota(quota).build());
  }

  /** Sets how many calls may be in flight at a time: 1 to 512, by default 32. */
  public SelfT withMaxInFlight(int requests) {
    checkInFlight(requests);
    return with(options.toBuilder().setMaxInFlight(requests).build());
  }

  /**
   * Sets how many rows a request about every video may ask for at most, videos times days: 1 to
   * 1,000,000, by default 50,000. The API does not say where it cuts; an answer that it has cut is
   * noticed and asked again in halves.
   */
  public SelfT withMaxRowsPerRequest(int rows) {
    if (rows < 1 || rows > MAX_ROWS) {
      throw new IllegalArgumentException(
          "mostRowsPerRequest must be in 1.." + MAX_ROWS + ", but was " + rows);
    }
    return with(options.toBuilder().setBatches(new VideoBatches(rows)).build());
  }

  static void checkInFlight(int requests) {
    if (requests < 1 || requests > MAX_IN_FLIGHT) {
      throw new IllegalArgumentException(
          "maxInFlight must be in 1.." + MAX_IN_FLIGHT + ", but was " + requests);
    }
  }

  /** Sets where Google is; by default its own addresses. */
  public SelfT withEndpoints(Endpoints endpoints) {
    return with(options.toBuilder().setEndpoints(endpoints).build());
  }

  /** Sets how passing failures are asked again; by default {@link RetryPolicy#DEFAULT}. */
  public SelfT withRetries(RetryPolicy retries) {
    return with(options.toBuilder().setRetries(retries).build());
  }

  /**
   * Sets how long the lane fetches before it pauses for the runner to commit: 1 second to 10
   * minutes, by default 60 seconds.
   */
  public SelfT withCheckpointInterval(Duration stretch) {
    if (stretch.toMillis() < 1000 || stretch.toMinutes() > 10) {
      throw new IllegalArgumentException("stretch must be in 1 s..10 min, but was " + stretch);
    }
    return with(options.toBuilder().setCheckpointInterval(stretch).build());
  }

  /**
   * Sets since when no other run has sent a request under the same quota, where the lane cannot
   * move to another process. By default nobody knows, and the lane waits for up to two seconds
   * before its first request (longer below 60 requests a minute), so that it keeps to the minute
   * together with a run that was killed just before.
   */
  public SelfT withQuotaIdleSince(Instant instant) {
    return with(options.toBuilder().setQuotaIdleSince(instant).build());
  }

  /** Sets who hears of the run while it goes on; by default nobody. */
  public SelfT withMonitor(RunMonitor.Factory monitors) {
    return with(options.toBuilder().setMonitor(monitors).build());
  }

  /** From the names of token records to finished shards. */
  ReadResult fetch(PCollection<String> tokenRecords) {
    ShardPlanner planner = planner();
    Map<String, Schema> schemas = new LinkedHashMap<>();
    for (ReportDefinition report : options.reports()) {
      schemas.put(report.name(), ReportSchema.of(report).schema());
    }
    PCollection<ChannelRef> channels =
        tokenRecords
            .apply(
                "ReadIdentities", ParDo.of(new ReadIdentitiesFn(tokenStore(), options.channels())))
            .setCoder(SerializableCoder.of(ChannelRef.class));
    PCollection<FinishedShard> shards =
        channels
            .apply("GatherLane", new PlanFetch(lanePlanner(planner), earlierOutcomes()))
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
    return new ShardPlanner(options.reports(), dates());
  }

  private RunPlanner lanePlanner(ShardPlanner planner) {
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
            options.checkpointInterval(),
            options.retries()),
        options.monitor(),
        options.quotaIdleSince());
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
