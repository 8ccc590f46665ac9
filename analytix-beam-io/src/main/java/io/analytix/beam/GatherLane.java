// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.Roster;
import io.analytix.beam.plan.LanePlanner;
import io.analytix.beam.plan.PastAnswers;
import io.analytix.beam.plan.PlannedLane;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Redistribute;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Gathers all channels into one lane, in a fixed order, behind a fusion break. One lane a run: only
 * then does its pace not depend on how much a runner works on at the same time.
 */
final class GatherLane extends PTransform<PCollection<ChannelRef>, PCollection<Lane>> {
  private final LanePlanner planner;
  private final PastAnswers.Factory past;

  /**
   * Gathers the shards of a plan.
   *
   * @param past opened once, where the plan is made
   */
  GatherLane(LanePlanner planner, PastAnswers.Factory past) {
    this.planner = planner;
    this.past = past;
  }

  @Override
  public PCollection<Lane> expand(PCollection<ChannelRef> channels) {
    return channels
        .apply(
            "OneLane", WithKeys.<String, ChannelRef>of("").withKeyType(TypeDescriptors.strings()))
        .apply("ByLane", GroupByKey.create())
        .apply("PlanShards", ParDo.of(new PlanShardsFn(planner, past)))
        .setCoder(Lane.coder())
        // The order and the run id are drawn once: a restriction names shards by their index.
        .apply("BreakFusion", Redistribute.<Lane>arbitrarily().withNumBuckets(1));
  }

  private static final class PlanShardsFn extends DoFn<KV<String, Iterable<ChannelRef>>, Lane> {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Counter already = Metrics.counter(AnalytixIO.class, Counters.ALREADY_ANSWERED);
    private final LanePlanner planner;
    private final PastAnswers.Factory past;

    PlanShardsFn(LanePlanner planner, PastAnswers.Factory past) {
      this.planner = planner;
      this.past = past;
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<ChannelRef>> channels, OutputReceiver<Lane> out)
        throws IOException {
      List<ChannelRef> all = new ArrayList<>();
      channels.getValue().forEach(all::add);
      Instant now = Clock.systemUTC().instant();
      PlannedLane plan = planner.plan(Roster.order(all), past.open(), now);
      already.inc(plan.answered());
      out.output(new Lane(runId(now), plan.used(), plan.shards()));
    }

    /** Ids sort by time, to the millisecond: the newest outcomes are found by their names. */
    private static String runId(Instant now) {
      int milliseconds = now.get(ChronoField.MILLI_OF_SECOND);
      int random = ThreadLocalRandom.current().nextInt(0x100000);
      return TIME.format(now) + "-%03x%05x".formatted(milliseconds, random);
    }
  }
}
