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

  /** Lists a token store when the job runs, and reads the reports of all its records. */
  public static final class Read extends ConfiguredRead<PBegin, Read> {
    /** Part of pipeline construction, like the signal of {@link Wait}, not of the job. */
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
     * Delays the read, including the listing of the store, until this collection is complete. A
     * sink passes its lock, so that no response is older than the lock. By default the read starts
     * with the job.
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

  /** Reads the reports of the token records whose names are the input elements. */
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
