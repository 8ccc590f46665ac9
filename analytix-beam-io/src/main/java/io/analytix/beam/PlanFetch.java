// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelList;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.RunPlan;
import io.analytix.beam.plan.RunPlanner;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Logger;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Redistribute;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.jspecify.annotations.Nullable;

/**
 * Plans the requests of all channels as one element, in a fixed order. There is one fetch lane per
 * run, so that the request rate does not depend on the runner's parallelism.
 */
final class PlanFetch extends PTransform<PCollection<ChannelRef>, PCollection<FetchPlanElement>> {
  private final PlanShardsFn plan;
  private final boolean staysInProcess;

  /**
   * Creates the transform.
   *
   * @param wanted names of records and ids of channels to plan; empty for all
   * @param past opened once, on the worker that plans
   * @param staysInProcess whether the plan is fetched by the process that plans, so that no other
   *     can plan anew
   */
  PlanFetch(
      Set<String> wanted,
      RunPlanner planner,
      EarlierOutcomes.Factory past,
      RunMonitor.Factory monitors,
      @Nullable PCollectionView<String> runId,
      boolean staysInProcess) {
    this.staysInProcess = staysInProcess;
    this.plan = new PlanShardsFn(wanted, planner, past, monitors, runId);
  }

  @Override
  public PCollection<FetchPlanElement> expand(PCollection<ChannelRef> channels) {
    PCollection<FetchPlanElement> planned =
        channels
            .apply(
                "WithOneKey",
                WithKeys.<String, ChannelRef>of("").withKeyType(TypeDescriptors.strings()))
            .apply("GroupChannels", GroupByKey.create())
            .apply("PlanShards", RunIds.given(plan.runId, plan))
            .setCoder(FetchPlanElement.coder());
    if (staysInProcess) {
      return planned;
    }
    // Fixes the order and the run id: a restriction refers to shards by their index.
    return planned.apply(
        "BreakFusion", Redistribute.<FetchPlanElement>arbitrarily().withNumBuckets(1));
  }

  private static final class PlanShardsFn
      extends DoFn<KV<String, Iterable<ChannelRef>>, FetchPlanElement> {
    private static final Logger LOG = Logger.getLogger(PlanFetch.class.getName());

    private final Counter already = Metrics.counter(AnalytixIO.class, Counters.ALREADY_ANSWERED);
    private final Counter backfilled = Metrics.counter(AnalytixIO.class, Counters.BACKFILLED);
    private final Set<String> wanted;
    private final RunPlanner planner;
    private final EarlierOutcomes.Factory past;
    private final RunMonitor.Factory monitors;
    private final @Nullable PCollectionView<String> runId;

    PlanShardsFn(
        Set<String> wanted,
        RunPlanner planner,
        EarlierOutcomes.Factory past,
        RunMonitor.Factory monitors,
        @Nullable PCollectionView<String> runId) {
      this.wanted = wanted;
      this.planner = planner;
      this.past = past;
      this.monitors = monitors;
      this.runId = runId;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      List<ChannelRef> all = new ArrayList<>();
      Objects.requireNonNull(context.element().getValue()).forEach(all::add);
      Instant now = Clock.systemUTC().instant();
      EarlierOutcomes earlier = past.open();
      RunPlan plan = planner.plan(ChannelList.select(all, wanted), earlier, now);
      RunMonitor monitor = monitors.open();
      for (String problem : earlier.problems()) {
        LOG.warning(problem);
        monitor.warned(problem);
      }
      already.inc(plan.answered());
      backfilled.inc(plan.backfilled());
      String id = runId == null ? RunIds.draw(now) : context.sideInput(runId);
      context.output(new FetchPlanElement(id, plan.used(), plan.units(), plan.shards()));
    }
  }
}
