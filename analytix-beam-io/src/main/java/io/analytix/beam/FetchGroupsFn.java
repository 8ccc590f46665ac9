// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.Roster;
import io.analytix.beam.fetch.FetchException;
import io.analytix.beam.fetch.GroupLists;
import io.analytix.beam.fetch.HttpGroupClient;
import io.analytix.beam.fetch.LaneTime;
import io.analytix.beam.fetch.PacedGroupClient;
import io.analytix.beam.fetch.PatientCalls;
import io.analytix.beam.fetch.Retries;
import io.analytix.beam.fetch.TokenSource;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.Dates;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/** Lists the groups of all records, one after another at one pace: one outcome a record. */
final class FetchGroupsFn extends DoFn<KV<String, Iterable<String>>, Row> {
  static final TupleTag<Row> ROWS = new TupleTag<>("rows") {};
  static final TupleTag<Outcome> OUTCOMES = new TupleTag<>("outcomes") {};

  private final ReadOptions options;
  private final GroupTable table;

  FetchGroupsFn(ReadOptions options, GroupTable table) {
    this.options = options;
    this.table = table;
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<String>> records, MultiOutputReceiver out)
      throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    String runId = UUID.randomUUID().toString();
    try (Connections connections =
        Connections.open(
            Objects.requireNonNull(options.tokenStore()),
            Objects.requireNonNull(options.clientSecrets()),
            options.endpoints(),
            clock)) {
      PacedGroupClient client =
          new PacedGroupClient(
              new HttpGroupClient(options.endpoints(), connections.http(), options.retries()),
              options.quota().queriesPerMinute(),
              LaneTime.system());
      List<String> names =
          StreamSupport.stream(records.getValue().spliterator(), false).sorted().toList();
      for (String name : names) {
        ChannelRef ref = Roster.read(connections.store(), name).get(0);
        read(new Reading(connections, client, ref, runId, clock), out);
      }
    }
  }

  /** What one record is asked with. */
  private record Reading(
      Connections connections, PacedGroupClient client, ChannelRef ref, String runId, Clock clock) {

    GroupLists lists(ReadOptions options) {
      TokenSource tokens = TokenSource.ofRecord(connections.tokens(), ref.tokenRecord());
      Retries retries =
          new Retries(options.retries(), RandomGenerator.getDefault(), LaneTime.system());
      return new GroupLists(new PatientCalls(tokens, retries), client, ref.contentOwner());
    }

    GroupTable.Origin origin() {
      String channel = ref.contentOwner() == null ? ref.channelId() : null;
      return new GroupTable.Origin(
          ref.tokenRecord(), channel, ref.contentOwner(), clock.instant(), runId);
    }
  }

  private void read(Reading reading, MultiOutputReceiver out) throws InterruptedException {
    Instant started = reading.clock.instant();
    int before = reading.client.sent();
    List<Row> rows = List.of();
    Failure failure = null;
    try {
      rows = table.rows(reading.lists(options), reading.origin());
    } catch (FetchException e) {
      failure = e.failure();
    }
    rows.forEach(out.get(ROWS)::output);
    int sent = reading.client.sent() - before;
    out.get(OUTCOMES).output(outcome(reading, failure, rows.size(), sent, started));
  }

  private Outcome outcome(
      Reading reading, @Nullable Failure failure, int rows, int sent, Instant started) {
    LocalDate today = LocalDate.ofInstant(started, Dates.PACIFIC);
    LocalDate answered = rows > 0 ? today : null;
    GroupTable.Origin origin = reading.origin();
    return new Outcome(
        reading.runId,
        origin.tokenRecord(),
        origin.channelId(),
        origin.contentOwner(),
        table.name().toLowerCase(Locale.ROOT),
        today,
        today,
        answered,
        answered,
        status(failure, rows),
        failure == null ? null : failure.cause(),
        failure == null ? null : failure.message(),
        failure == null ? null : failure.remedy(),
        failure != null && failure.cause().retryable(),
        failure == null ? null : failure.httpStatus(),
        failure == null ? null : failure.reason(),
        rows,
        sent,
        0,
        started,
        reading.clock.instant());
  }

  private static Status status(@Nullable Failure failure, int rows) {
    if (failure != null) {
      return failure.cause() == Cause.QUOTA_DAY ? Status.DEFERRED : Status.FAILED;
    }
    return rows == 0 ? Status.EMPTY : Status.OK;
  }
}
