// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.RowCap;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A claimed shard: its requests, and what has become of each. */
final class ShardWork {
  private static final String ALLOW_WRITING =
      "Allow the job to write the token record: files to be replaced, or versions to be added.";

  private static final ReportTable NOTHING = new ReportTable(List.of());

  private final String runId;
  private final Shard shard;
  private final List<ReportRequest> requests;
  private final boolean monetary;
  private final ShardAnswers.@Nullable Answer[] answers;
  private int unanswered;
  @Nullable OpenChannel channel;

  ShardWork(String runId, Shard shard, List<ReportRequest> requests) {
    this.runId = runId;
    this.shard = shard;
    this.requests = requests;
    this.monetary = !requests.isEmpty() && requests.get(0).report().monetary();
    this.answers = new ShardAnswers.@Nullable Answer[requests.size()];
    this.unanswered = requests.size();
  }

  /**
   * One planned request on its way: how often it was sent, and since when. Asked in parts, it is
   * still one, with one outcome.
   */
  static final class Asking {
    final ShardWork work;
    final int index;
    final Deque<ReportRequest> parts = new ArrayDeque<>();
    final List<ReportTable.Line> lines = new ArrayList<>();
    int sent;
    int sentAgain;
    int tried;
    boolean renewed;

    /** Whether it answers many days and has not been sent yet: the day's budget keeps its share. */
    boolean reserved;

    long firstSentNanos;
    long due;
    @Nullable Instant startedAt;

    Asking(ShardWork work, int index) {
      this.work = work;
      this.index = index;
    }

    /** The planned request. */
    ReportRequest request() {
      return work.requests.get(index);
    }

    /** What is to be asked next of it: all of it, or the part whose turn it is. */
    ReportRequest part() {
      ReportRequest part = parts.peek();
      return part == null ? request() : part;
    }

    /** Asks for half of the days at a time, and tells whether that can help. */
    boolean halve() {
      List<ReportRequest> halves = part().halves();
      if (halves.isEmpty()) {
        return false;
      }
      parts.poll();
      parts.addFirst(halves.get(1));
      parts.addFirst(halves.get(0));
      tried = 0;
      return true;
    }

    /** Takes a part's table, and gives the whole one if it was the last. */
    @Nullable ReportTable add(ReportTable table) {
      parts.poll();
      lines.addAll(table.lines());
      tried = 0;
      return parts.isEmpty() ? new ReportTable(List.copyOf(lines)) : null;
    }
  }

  Shard shard() {
    return shard;
  }

  /** Whether it asks for money, which a channel may lack by itself. */
  boolean monetary() {
    return monetary;
  }

  List<Asking> askings() {
    List<Asking> all = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      all.add(new Asking(this, i));
    }
    return all;
  }

  Outcome answered(Asking asking, ReportTable table, Instant now) {
    List<ReportTable.Line> lines = table.lines();
    RowCap cap = asking.request().report().cap();
    Status status =
        lines.isEmpty()
            ? Status.EMPTY
            : cap != null && lines.size() == cap.maxResults() ? Status.TRUNCATED : Status.OK;
    Comparator<LocalDate> byDate = Comparator.naturalOrder();
    LocalDate first = lines.stream().map(ReportTable.Line::first).min(byDate).orElse(null);
    LocalDate last =
        lines.stream()
            .map(ReportTable.Line::first)
            .max(byDate)
            .map(newest -> asking.request().period(newest).last())
            .orElse(null);
    String warning = channel == null ? null : channel.grant().unsaved();
    return end(asking, status, first, last, null, warning, table, now);
  }

  Outcome failed(Asking asking, Failure failure, Instant now) {
    Status status = failure.cause() == Cause.QUOTA_DAY ? Status.DEFERRED : Status.FAILED;
    return end(asking, status, null, null, failure, null, NOTHING, now);
  }

  boolean finished() {
    return unanswered == 0;
  }

  ShardAnswers result() {
    List<ShardAnswers.Answer> whole = new ArrayList<>(answers.length);
    for (ShardAnswers.Answer answer : answers) {
      if (answer == null) {
        throw new IllegalStateException("a shard leaves whole or not at all: " + shard);
      }
      whole.add(answer);
    }
    return new ShardAnswers(shard, channel == null ? null : channel.identity(), whole);
  }

  private Outcome end(
      Asking asking,
      Status status,
      @Nullable LocalDate from,
      @Nullable LocalDate through,
      @Nullable Failure failure,
      @Nullable String warning,
      ReportTable table,
      Instant now) {
    if (answers[asking.index] != null) {
      throw new IllegalStateException("a request ends once: " + asking.request());
    }
    ChannelRef ref = shard.channel();
    ChannelIdentity identity = channel == null ? null : channel.identity();
    ReportRequest request = asking.request();
    Outcome outcome =
        new Outcome(
            runId,
            ref.tokenRecord(),
            identity == null ? ref.channelId() : identity.channelId(),
            ref.contentOwner(),
            shard.report(),
            request.dates().first(),
            request.dates().last(),
            from,
            through,
            status,
            failure == null ? null : failure.cause(),
            failure == null ? warning : failure.message(),
            failure == null ? (warning == null ? null : ALLOW_WRITING) : failure.remedy(),
            failure != null && failure.cause().retryable(),
            failure == null ? Integer.valueOf(200) : failure.httpStatus(),
            failure == null ? null : failure.reason(),
            table.lines().size(),
            asking.sent,
            asking.sentAgain,
            asking.startedAt == null ? now : asking.startedAt,
            now);
    answers[asking.index] = new ShardAnswers.Answer(outcome, table);
    unanswered--;
    return outcome;
  }
}
