// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.channel.ChannelList;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.bulk.BulkLedger;
import io.analytix.beam.internal.bulk.BulkPlanner;
import io.analytix.beam.internal.bulk.FileChooser;
import io.analytix.beam.internal.bulk.JobListing;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.SnappyCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Redistribute;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.jspecify.annotations.Nullable;

/**
 * Plans the files of all accounts as one element, behind a fusion break: lists their jobs, then
 * chooses the files to fetch. One lane lists and one fetches, so that the request rate does not
 * depend on the runner's parallelism.
 */
final class PlanBulk extends PTransform<PCollection<ChannelRef>, PCollection<BulkFetches>> {
  private final BulkSetup setup;
  private final transient @Nullable PCollectionView<String> runId;

  /**
   * Creates the transform.
   *
   * @param runId the id of the run, null to draw one
   */
  PlanBulk(BulkSetup setup, @Nullable PCollectionView<String> runId) {
    this.setup = setup;
    this.runId = runId;
  }

  @Override
  public PCollection<BulkFetches> expand(PCollection<ChannelRef> channels) {
    return channels
        .apply(
            "WithOneKey",
            WithKeys.<String, ChannelRef>of("").withKeyType(TypeDescriptors.strings()))
        .apply("GroupAccounts", GroupByKey.create())
        .apply("PlanLists", RunIds.given(runId, new PlanListsFn(setup, runId)))
        .setCoder(SnappyCoder.of(SerializableCoder.of(BulkLists.class)))
        // Fixes the order and the run id: a restriction refers to accounts by their index.
        .apply("BreakFusion", Redistribute.<BulkLists>arbitrarily().withNumBuckets(1))
        .apply("ListJobs", ParDo.of(new ListBulkJobsFn(setup)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(JobListing.class)))
        .apply("GroupJobs", GroupByKey.create())
        .apply("ChooseFiles", ParDo.of(new ChooseFilesFn(setup)))
        .setCoder(SnappyCoder.of(SerializableCoder.of(BulkFetches.class)))
        .apply("BreakFusionAgain", Redistribute.<BulkFetches>arbitrarily().withNumBuckets(1));
  }

  private static final class PlanListsFn extends DoFn<KV<String, Iterable<ChannelRef>>, BulkLists> {
    private final BulkSetup setup;
    private final @Nullable PCollectionView<String> runId;

    PlanListsFn(BulkSetup setup, @Nullable PCollectionView<String> runId) {
      this.setup = setup;
      this.runId = runId;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      List<ChannelRef> all = new ArrayList<>();
      Objects.requireNonNull(context.element().getValue()).forEach(all::add);
      Instant now = Clock.systemUTC().instant();
      BulkLedger ledger = ledger(setup, now);
      List<BulkLists.Group> groups =
          BulkPlanner.plan(ChannelList.order(all), types(setup), ledger).stream()
              .map(BulkLists.Group::new)
              .toList();
      if (!groups.isEmpty()) {
        String id = runId == null ? RunIds.draw(now) : context.sideInput(runId);
        context.output(new BulkLists(id, ledger.usedToday(now), groups));
      }
    }
  }

  private static final class ChooseFilesFn
      extends DoFn<KV<String, Iterable<JobListing>>, BulkFetches> {
    private final BulkSetup setup;

    ChooseFilesFn(BulkSetup setup) {
      this.setup = setup;
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<JobListing>> listings, OutputReceiver<BulkFetches> out)
        throws IOException {
      List<JobListing> all = new ArrayList<>();
      listings.getValue().forEach(all::add);
      Instant now = Clock.systemUTC().instant();
      BulkLedger ledger = ledger(setup, now);
      BulkPlanner.Choice choice =
          BulkPlanner.choose(
              all,
              new FileChooser(ledger, setup.resume()),
              ledger.usedToday(now),
              setup.quota().queriesPerDay());
      out.output(new BulkFetches(listings.getKey(), choice.used(), choice.work()));
    }
  }

  private static BulkLedger ledger(BulkSetup setup, Instant now) throws IOException {
    Instant asOf = setup.asOf();
    return BulkLedger.read(setup.earlierFiles().open(), now, asOf == null ? now : asOf);
  }

  private static List<BulkReportType> types(BulkSetup setup) {
    return setup.reportTypes().stream()
        .map(id -> BulkReportTypes.resolve(id).orElseThrow())
        .toList();
  }
}
