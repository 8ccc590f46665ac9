// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.internal.schedule.CheckpointInterval;
import io.analytix.beam.internal.schedule.SchedulerSettings;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.QuotaUse;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.DoFn.ProcessContinuation;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.OutputBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads with a checkpoint long before their end. */
@Timeout(60)
final class FetchAheadReadTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-02-24");
  private static final QuotaUse UNUSED = QuotaUse.none(Reading.LAST);
  private static final AtomicReference<Step> STORE = new AtomicReference<>();
  private static final Semaphore SENT = new Semaphore(0);

  @TempDir Path folder;
  private final World world = World.builder(61).today(TODAY).channels(6).build();
  private final Queue<FinishedShard> stored = new ConcurrentLinkedQueue<>();
  private SimulatedGoogle google;

  /** What the step after the read does with a shard. */
  private interface Step {
    void take(FinishedShard shard) throws Exception;
  }

  @BeforeEach
  void start() throws Exception {
    google = SimulatedGoogle.start(world);
    google.writeTokenRecords(folder.resolve("tokens"));
    google.writeClientSecrets(folder.resolve("client.json"));
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private void run() {
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--targetParallelism=1").create());
    pipeline
        .apply(
            Reading.of(google, folder)
                .withQuota(Quota.perMinute(600))
                .withCheckpointInterval(Duration.ofSeconds(1))
                .withFetchAhead()
                .withMonitor(CountSent::new))
        .finishedShards()
        .apply(ParDo.of(new StoreFn()));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void read_aStepThatWaitsForMoreRequests_theyAreSentWhileItStores() {
    STORE.set(
        shard -> {
          if (stored.isEmpty()) {
            SENT.drainPermits();
            assertWithMessage("a request was sent while the first shard was stored")
                .that(SENT.tryAcquire(30, TimeUnit.SECONDS))
                .isTrue();
          }
          stored.add(shard);
        });

    run();

    List<FinishedShard> shards = List.copyOf(stored);
    for (FinishedShard.Answer answer : Reading.answers(shards)) {
      assertThat(Reading.cells(answer.rows())).isEqualTo(Reading.truth(world, answer));
    }
    assertThat(Reading.outcomes(shards)).hasSize(6 * 5);
    assertThat(google.recordedCalls(Call.Kind.REPORT)).hasSize(6 * 5);
  }

  @Test
  void teardown_whileItFetchesAhead_nothingMoreIsSent() throws Exception {
    ShardPlanner planner =
        new ShardPlanner(
            List.of(Reading.report("geography_daily")),
            RunDates.between(Reading.FIRST, Reading.LAST));
    FetchShardsFn fetch =
        new FetchShardsFn(
            new FetchSetup(
                FileTokenStore.in(folder.resolve("tokens").toString()),
                ClientSecretsSource.file(folder.resolve("client.json").toString()),
                Endpoints.of(google.apiRootUrl().toString(), google.dataApiRootUrl().toString()),
                planner,
                new SchedulerSettings(
                    60,
                    null,
                    1000,
                    1,
                    1000,
                    VideoBatches.DEFAULT,
                    CheckpointInterval.fixed(Duration.ofSeconds(10)),
                    RetryPolicy.DEFAULT),
                CountSent::new,
                Instant.EPOCH,
                true));
    List<ChosenShard> shards =
        world.channels().stream()
            .map(channel -> new ChannelRef(channel.handle(), channel.id(), null, null))
            .flatMap(channel -> planner.plan(channel).stream())
            .map(ChosenShard::whole)
            .toList();
    FetchPlanElement plan = new FetchPlanElement("run", UNUSED, UNUSED, shards);
    fetch.setup();

    FetchRestrictionTracker tracker = fetch.whole(plan).newTracker();
    ProcessContinuation then = fetch.process(plan, tracker, into(stored));
    fetch.teardown();

    assertThat(then.shouldResume()).isTrue();
    int sent = google.recordedCalls(Call.Kind.REPORT).size();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("analytix-fetch-ahead")) {
        thread.join();
      }
    }
    assertThat(google.recordedCalls(Call.Kind.REPORT).size()).isAtMost(sent + 1);
  }

  private static OutputReceiver<FinishedShard> into(Queue<FinishedShard> shards) {
    return new OutputReceiver<>() {
      @Override
      public OutputBuilder<FinishedShard> builder(FinishedShard value) {
        throw new AssertionError("output() is called");
      }

      @Override
      public void output(FinishedShard shard) {
        shards.add(shard);
      }
    };
  }

  private static final class CountSent implements RunMonitor {
    @Override
    public void sent(boolean again) {
      SENT.release();
    }
  }

  private static final class StoreFn extends DoFn<FinishedShard, Void> {
    @ProcessElement
    public void process(@Element FinishedShard shard) throws Exception {
      STORE.get().take(shard);
    }
  }
}
