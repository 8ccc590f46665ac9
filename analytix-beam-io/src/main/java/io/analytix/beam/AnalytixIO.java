// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Reads reports of many YouTube channels from the YouTube Analytics API, one OAuth token record a
 * channel.
 *
 * <p>The read is bounded. One lane fetches everything under one quota, so its pace does not depend
 * on the runner's parallelism; a finished shard (a channel's report) leaves as one element, so a
 * retried bundle may ask again but never emits a part or anything twice. Passing failures are asked
 * again, a bounded number of times; whatever remains becomes an outcome, never an exception.
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

  /** A read of all token records of a store, with every default chosen. */
  public static Read read() {
    return new Read(ReadOptions.defaults());
  }

  /** A read of the token records whose names come as elements, with every default chosen. */
  public static ReadAll readAll() {
    return new ReadAll(ReadOptions.defaults());
  }

  /** Lists a store when the job runs, and reads the reports of all its token records. */
  public static final class Read extends ConfiguredRead<PBegin, Read> {
    /** Like that of {@link Wait}, of the pipeline that is being made, and not a part of the job. */
    private final transient @Nullable PCollection<?> first;

    private Read(ReadOptions options) {
      this(options, null);
    }

    private Read(ReadOptions options, @Nullable PCollection<?> first) {
      super(options);
      this.first = first;
    }

    @Override
    Read with(ReadOptions changed) {
      return new Read(changed, first);
    }

    /**
     * Begins, with the first look into the store, when this collection is complete: a sink's lock,
     * so that no answer is older than it. By default it begins with the job.
     */
    public Read after(PCollection<?> signal) {
      return new Read(options(), signal);
    }

    @Override
    public ReadResult expand(PBegin begin) {
      PCollection<byte[]> start =
          begin.apply("Start", Create.of(new byte[0]).withCoder(ByteArrayCoder.of()));
      return fetch(
          (first == null ? start : start.apply("AwaitSignal", Wait.on(first)))
              .apply("ListTokenRecords", ParDo.of(new ListTokenRecordsFn(tokenStore())))
              .setCoder(StringUtf8Coder.of()));
    }
  }

  /** Reads the reports of the token records whose names come as elements. */
  public static final class ReadAll extends ConfiguredRead<PCollection<String>, ReadAll> {
    private ReadAll(ReadOptions options) {
      super(options);
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
}
