// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.bulk.EarlierFiles;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.bulk.BulkLedger;
import io.analytix.beam.internal.bulk.FileChooser;
import io.analytix.beam.internal.bulk.JobListing;
import io.analytix.beam.internal.schedule.CheckpointInterval;
import io.analytix.beam.internal.schedule.SchedulerSettings;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.QuotaUse;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.DoFn.ProcessContinuation;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a monitor is notified of if the first checkpoints come before the first item. */
final class RunMonitorTest {
  private static final Instant NOW = Instant.parse("2026-02-24T09:00:00Z");
  private static final QuotaUse UNUSED = QuotaUse.none(Reading.LAST);
  private static final ChannelRef CHANNEL = new ChannelRef("one", "UC1", null, null);

  @TempDir Path folder;

  private final List<String> starts = new ArrayList<>();
  private final RunMonitor.Factory monitors =
      () ->
          new RunMonitor() {
            @Override
            public void started(String runId, long plannedRequests) {
              starts.add(runId + " " + plannedRequests);
            }
          };

  private SimulatedGoogle google;
  private TokenStore.Factory stores;
  private ClientSecretsSource client;

  @BeforeEach
  void start() throws Exception {
    google = SimulatedGoogle.start(World.builder(1).channels(1).build());
    stores = FileTokenStore.in(google.writeTokenRecords(folder.resolve("tokens")).toString());
    client =
        ClientSecretsSource.file(
            google.writeClientSecrets(folder.resolve("client.json")).toString());
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void started_checkpointsBeforeTheFirstShard_isCalledOnce() throws Exception {
    ShardPlanner planner =
        new ShardPlanner(
            List.of(Reading.report("channel_daily")),
            RunDates.between(Reading.FIRST, Reading.LAST));
    FetchShardsFn fetch =
        new FetchShardsFn(
            new FetchSetup(
                stores,
                client,
                Endpoints.GOOGLE,
                planner,
                new SchedulerSettings(
                    720,
                    null,
                    1000,
                    1,
                    1000,
                    VideoBatches.DEFAULT,
                    CheckpointInterval.fixed(Duration.ZERO),
                    RetryPolicy.DEFAULT),
                monitors,
                null,
                false));
    List<ChosenShard> shards = planner.plan(CHANNEL).stream().map(ChosenShard::whole).toList();
    FetchPlanElement plan = new FetchPlanElement("reports", UNUSED, UNUSED, shards);

    fetch.setup();
    FetchRestrictionTracker tracker = fetch.whole(plan).newTracker();
    for (int checkpoints = 0; checkpoints < 3; checkpoints++) {
      assertThat(fetch.process(plan, tracker, noOutput())).isEqualTo(ProcessContinuation.resume());
      tracker = tracker.trySplit(0).getResidual().newTracker();
    }

    assertThat(tracker.currentRestriction().next()).isEqualTo(0);
    assertThat(starts).containsExactly("reports 1");
  }

  @Test
  void started_checkpointsBeforeTheFirstBulkJob_isCalledOnce() throws Exception {
    FetchBulkFilesFn fetch =
        new FetchBulkFilesFn(
            new BulkSetup(
                stores,
                client,
                Endpoints.GOOGLE,
                List.of("channel_basic_a3"),
                () -> EarlierFiles.NONE,
                false,
                false,
                Quota.BULK_DEFAULT,
                1,
                RetryPolicy.DEFAULT,
                Duration.ZERO,
                monitors,
                null,
                null),
            options -> new SpooledRows(),
            Map.of());
    BulkFetches plan =
        new BulkFetches(
            "bulk",
            UNUSED,
            new FileChooser(BulkLedger.read(EarlierFiles.NONE, NOW, NOW), false)
                .choose(List.of(refused()), 1));

    fetch.setup();
    FetchRestrictionTracker tracker = fetch.whole(plan).newTracker();
    for (int checkpoints = 0; checkpoints < 3; checkpoints++) {
      assertThat(fetch.process(plan, tracker, noOutputs(), PipelineOptionsFactory.create()))
          .isEqualTo(ProcessContinuation.resume());
      tracker = tracker.trySplit(0).getResidual().newTracker();
    }

    assertThat(tracker.currentRestriction().next()).isEqualTo(0);
    assertThat(starts).containsExactly("bulk 1");
  }

  /** A job that has only an outcome. */
  private static JobListing refused() {
    return new JobListing(
        CHANNEL,
        "UC1",
        null,
        "channel_basic_a3",
        List.of(),
        List.of(),
        Failure.of(Cause.JOB_MISSING, "no job"),
        false,
        1,
        0,
        NOW,
        NOW);
  }

  private static <T> OutputReceiver<T> noOutput() {
    return new OutputReceiver<>() {
      @Override
      public OutputBuilder<T> builder(T value) {
        throw new AssertionError("unexpected output: " + value);
      }
    };
  }

  private static MultiOutputReceiver noOutputs() {
    return new MultiOutputReceiver() {
      @Override
      public <T> OutputReceiver<T> get(TupleTag<T> tag) {
        return noOutput();
      }

      @Override
      public <T> OutputReceiver<Row> getRowReceiver(TupleTag<T> tag) {
        return noOutput();
      }
    };
  }
}
