// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.bulk.EarlierFiles;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.report.DerivedTable;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * Reads reports of many YouTube channels from the YouTube Analytics API, with one OAuth token
 * record per channel.
 *
 * <p>The read is bounded. One fetch lane sends all requests under one quota, so the request rate
 * does not depend on the runner's parallelism. A finished shard (one report of one channel) is
 * emitted as one element, so a retried bundle may send requests again, but never emits a part of a
 * shard or a shard twice. Transient failures are retried a limited number of times; the failures
 * that remain become outcomes, never exceptions.
 *
 * <pre>{@code
 * ReadResult result =
 *     pipeline.apply(
 *         AnalytixIO.read()
 *             .withTokenStore(FileTokenStore.in("tokens"))
 *             .withClientSecrets(ClientSecretsSource.file("client_secrets.json"))
 *             .withReports(Reports.find("channel_daily").orElseThrow())
 *             .withDates(LocalDate.parse("2026-02-01"), LocalDate.parse("2026-02-14")));
 * PCollection<Row> rows = result.rows("channel_daily");
 * }</pre>
 */
public final class AnalytixIO {
  private AnalytixIO() {}

  /** Returns a read of all token records of a store, with default settings. */
  public static Read read() {
    return new Read(ReadOptions.defaults());
  }

  /**
   * Returns a read of the token records whose names are the input elements, with default settings.
   */
  public static ReadAll readAll() {
    return new ReadAll(ReadOptions.defaults());
  }

  /**
   * Returns a read of the bulk files of the YouTube Reporting API for all token records of a store,
   * with default settings.
   */
  public static ReadBulk readBulk() {
    return new ReadBulk(BulkReadOptions.defaults(), null, null);
  }

  /**
   * Returns a transform that draws a run id when the job runs, for a read of reports and one of
   * bulk files that belong to one run: see {@link Read#withRunId} and {@link ReadBulk#withRunId}.
   */
  public static PTransform<PBegin, PCollectionView<String>> runId() {
    return new DrawRunId();
  }

  /**
   * Returns a transform that turns rows of one's own into a result that the replacing sinks take,
   * so that a table derived from reports is as exact as theirs: rows that an element declares to
   * replace and no longer contains are removed, unchanged rows stay. An element whose rows
   * contradict its declaration or the table becomes a failed outcome; then what is stored stays.
   *
   * <p>{@link ReadResult#and} lets one sink store reports and derived tables under one lock.
   */
  public static PTransform<PCollection<DerivedRows>, ReadResult> derive(DerivedTable table) {
    return new DeriveTable(table, null);
  }

  /** Returns the same, with this run id; by default the transform draws one of its own. */
  public static PTransform<PCollection<DerivedRows>, ReadResult> derive(
      DerivedTable table, PCollectionView<String> runId) {
    return new DeriveTable(table, runId);
  }

  /** Lists a token store when the job runs, and reads the reports of all its records. */
  public static final class Read extends ConfiguredRead<PBegin, Read> {
    /** Part of pipeline construction, like the signal of {@link Wait}, not of the job. */
    private final transient @Nullable PCollection<?> first;

    private Read(ReadOptions options) {
      this(options, null, null);
    }

    private Read(
        ReadOptions options,
        @Nullable PCollection<?> first,
        @Nullable PCollectionView<String> runId) {
      super(options, runId);
      this.first = first;
    }

    @Override
    Read with(ReadOptions changed) {
      return new Read(changed, first, runId());
    }

    /** Sets the run id; by default each read draws one of its own. */
    public Read withRunId(PCollectionView<String> runId) {
      return new Read(options(), first, runId);
    }

    /**
     * Delays the read, including the listing of the store, until this collection is complete. A
     * sink passes its lock, so that no response is older than the lock. By default the read starts
     * with the job.
     */
    public Read after(PCollection<?> signal) {
      return new Read(options(), signal, runId());
    }

    @Override
    public ReadResult expand(PBegin begin) {
      PCollection<byte[]> start = begin.apply("Start", Impulse.create());
      return fetch(
          (first == null ? start : start.apply("AwaitSignal", Wait.on(first)))
              .apply("ListTokenRecords", ParDo.of(new ListTokenRecordsFn(tokenStore())))
              .setCoder(StringUtf8Coder.of()));
    }
  }

  /** Reads the reports of the token records whose names are the input elements. */
  public static final class ReadAll extends ConfiguredRead<PCollection<String>, ReadAll> {
    private ReadAll(ReadOptions options) {
      super(options, null);
    }

    @Override
    ReadAll with(ReadOptions changed) {
      return new ReadAll(changed);
    }

    @Override
    public ReadResult expand(PCollection<String> tokenRecords) {
      return fetch(tokenRecords);
    }
  }

  /**
   * Lists a token store when the job runs, and reads the bulk files of all its records: of each day
   * the newest generation that no earlier outcome names.
   *
   * <p>The read is bounded. One lane lists jobs and one fetches files, under one quota; up to four
   * files at a time stream from the network into the store or, without one, through a temporary
   * file of the worker. A file counts only as a whole. Transient failures are retried a limited
   * number of times; the failures that remain become outcomes, never exceptions.
   *
   * <p>Every {@code withX} returns a new transform and throws {@link IllegalArgumentException} for
   * an invalid value.
   */
  public static final class ReadBulk extends PTransform<PBegin, BulkReadResult> {
    private static final int MAX_FILES = 64;

    private final BulkReadOptions options;

    /** Part of pipeline construction, like the signal of {@link Wait}, not of the job. */
    private final transient @Nullable PCollection<?> first;

    private final transient @Nullable PCollectionView<String> runId;

    private ReadBulk(
        BulkReadOptions options,
        @Nullable PCollection<?> first,
        @Nullable PCollectionView<String> runId) {
      this.options = options;
      this.first = first;
      this.runId = runId;
    }

    private ReadBulk with(BulkReadOptions.Builder changed) {
      return new ReadBulk(changed.build(), first, runId);
    }

    /** Sets the run id; by default the read draws one of its own. */
    public ReadBulk withRunId(PCollectionView<String> id) {
      return new ReadBulk(options, first, id);
    }

    /** Sets the store of the token records. Required. */
    public ReadBulk withTokenStore(TokenStore.Factory stores) {
      return with(options.toBuilder().setTokenStore(stores));
    }

    /** Sets the source of the OAuth client. Required. */
    public ReadBulk withClientSecrets(ClientSecretsSource source) {
      return with(options.toBuilder().setClientSecrets(source));
    }

    /** Sets the report types by their ids. Required. */
    public ReadBulk withReportTypes(String... ids) {
      return withReportTypes(List.of(ids));
    }

    /**
     * Sets the report types by their ids. Required. Those of channels are read for token records of
     * channels, those of content owners for records with a content owner.
     */
    public ReadBulk withReportTypes(Collection<String> ids) {
      if (ids.isEmpty()) {
        throw new IllegalArgumentException("reportTypes must name at least one report type");
      }
      for (String id : ids) {
        if (BulkReportTypes.resolve(id).isEmpty()) {
          throw new IllegalArgumentException("there is no report type '" + id + "'");
        }
      }
      return with(options.toBuilder().setReportTypes(ids.stream().distinct().toList()));
    }

    /**
     * Reads only these channels, given by channel id or by the name of the token record; by default
     * all.
     */
    public ReadBulk withChannels(Collection<String> idsOrRecords) {
      return with(options.toBuilder().setChannels(new TreeSet<>(idsOrRecords)));
    }

    /**
     * Sets the source of the outcomes of earlier runs, whose files are not fetched again; by
     * default there are none.
     */
    public ReadBulk withEarlierFiles(EarlierFiles.Factory files) {
      return with(options.toBuilder().setEarlierFiles(files));
    }

    /** Fetches files first that an earlier run deferred. */
    public ReadBulk withResume() {
      return with(options.toBuilder().setResume(true));
    }

    /** Creates missing jobs; by default a missing job is an outcome. */
    public ReadBulk withCreateJobs() {
      return with(options.toBuilder().setCreateJobs(true));
    }

    /**
     * Sets the quota of the YouTube Reporting API, of which only the requests per minute and per
     * day are used; by default {@link Quota#BULK_DEFAULT}.
     */
    public ReadBulk withQuota(Quota quota) {
      return with(options.toBuilder().setQuota(quota));
    }

    /** Sets the maximum number of jobs that are worked on at a time: 1 to 64, by default 4. */
    public ReadBulk withMaxInFlight(int files) {
      if (files < 1 || files > MAX_FILES) {
        throw new IllegalArgumentException(
            "maxInFlight must be in 1.." + MAX_FILES + ", but was " + files);
      }
      return with(options.toBuilder().setMaxInFlight(files));
    }

    /** Sets the addresses of the APIs; by default Google's. */
    public ReadBulk withEndpoints(Endpoints endpoints) {
      return with(options.toBuilder().setEndpoints(endpoints));
    }

    /** Sets how transient failures are retried; by default {@link RetryPolicy#DEFAULT}. */
    public ReadBulk withRetries(RetryPolicy retries) {
      return with(options.toBuilder().setRetries(retries));
    }

    /**
     * Sets the time between two checkpoints, at which the runner commits the finished jobs: 1
     * second to 10 minutes, by default 60 seconds.
     */
    public ReadBulk withCheckpointInterval(Duration interval) {
      if (interval.toMillis() < 1000 || interval.toMinutes() > 10) {
        throw new IllegalArgumentException(
            "checkpointInterval must be in 1 s..10 min, but was " + interval);
      }
      return with(options.toBuilder().setCheckpointInterval(interval));
    }

    /** Sets the instant that decides which jobs have expired; by default the worker's clock. */
    public ReadBulk withAsOf(Instant instant) {
      return with(options.toBuilder().setAsOf(instant));
    }

    /**
     * Sets the time since which no other run has sent a request under the same quota, see {@link
     * ConfiguredRead#withQuotaIdleSince}.
     */
    public ReadBulk withQuotaIdleSince(Instant instant) {
      return with(options.toBuilder().setQuotaIdleSince(instant));
    }

    /** Streams the files into a store instead of emitting their rows. */
    public ReadBulk withStore(BulkStores stores) {
      return with(options.toBuilder().setStore(stores));
    }

    /** Sets the monitor that is notified of the run's progress; by default none. */
    public ReadBulk withMonitor(RunMonitor.Factory monitors) {
      return with(options.toBuilder().setMonitor(monitors));
    }

    /** Delays the read until this collection is complete, see {@link Read#after}. */
    public ReadBulk after(PCollection<?> signal) {
      return new ReadBulk(options, signal, runId);
    }

    @Override
    public BulkReadResult expand(PBegin begin) {
      BulkSetup setup = setup();
      PCollection<byte[]> start = begin.apply("Start", Impulse.create());
      PCollection<BulkFetches> plan =
          (first == null ? start : start.apply("AwaitSignal", Wait.on(first)))
              .apply("ListTokenRecords", ParDo.of(new ListTokenRecordsFn(setup.stores())))
              .setCoder(StringUtf8Coder.of())
              .apply(
                  "ReadIdentities",
                  ParDo.of(new ReadIdentitiesFn(setup.stores(), options.channels())))
              .setCoder(SerializableCoder.of(ChannelRef.class))
              .apply("PlanBulk", new PlanBulk(setup, runId));
      BulkStores stores = options.store();
      Map<String, TupleTag<Row>> tags = new LinkedHashMap<>();
      if (stores == null) {
        setup.reportTypes().forEach(id -> tags.put(id, new TupleTag<Row>(id) {}));
      }
      PCollectionTuple fetched =
          plan.apply(
              "FetchFiles",
              ParDo.of(
                      new FetchBulkFilesFn(
                          setup, stores == null ? any -> new SpooledRows() : stores, tags))
                  .withOutputTags(
                      FetchBulkFilesFn.JOBS, TupleTagList.of(List.copyOf(tags.values()))));
      Map<String, PCollection<Row>> rows = new LinkedHashMap<>();
      tags.forEach(
          (id, tag) -> rows.put(id, fetched.get(tag).setRowSchema(SpooledRows.schema(id))));
      return new BulkReadResult(
          fetched.get(FetchBulkFilesFn.JOBS).setCoder(SerializableCoder.of(FinishedBulkJob.class)),
          rows);
    }

    private BulkSetup setup() {
      TokenStore.Factory tokens = options.tokenStore();
      ClientSecretsSource client = options.clientSecrets();
      if (tokens == null || client == null || options.reportTypes().isEmpty()) {
        throw new IllegalStateException(
            "withTokenStore, withClientSecrets and withReportTypes are required");
      }
      return new BulkSetup(
          tokens,
          client,
          options.endpoints(),
          options.reportTypes(),
          options.earlierFiles(),
          options.resume(),
          options.createJobs(),
          options.quota(),
          options.maxInFlight(),
          options.retries(),
          options.checkpointInterval(),
          options.monitor(),
          options.asOf(),
          options.quotaIdleSince());
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      builder
          .add(DisplayData.item("reportTypes", String.join(",", options.reportTypes())))
          .add(DisplayData.item("createJobs", options.createJobs()))
          .add(DisplayData.item("queriesPerMinute", options.quota().queriesPerMinute()))
          .add(DisplayData.item("queriesPerDay", options.quota().queriesPerDay()));
    }
  }
}
