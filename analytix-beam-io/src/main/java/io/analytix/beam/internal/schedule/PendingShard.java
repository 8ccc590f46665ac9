// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.access.AuthorizedChannel;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.ReportSource;
import io.analytix.beam.report.RowCap;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A claimed shard: its requests, and what has become of each. */
final class PendingShard {
  private static final String ALLOW_WRITING =
      "Allow the job to write the token record: files to be replaced, or versions to be added.";

  private final String runId;
  private final int place;
  private final Shard shard;
  private final List<ReportRequest> requests;
  private final boolean monetary;
  private final ShardResult.@Nullable Answer[] answers;
  private int unanswered;
  @Nullable AuthorizedChannel channel;

  /**
   * A shard's work.
   *
   * @param place of the shard in the lane
   */
  PendingShard(String runId, int place, Shard shard, List<ReportRequest> requests) {
    this.runId = runId;
    this.place = place;
    this.shard = shard;
    this.requests = requests;
    this.monetary = !requests.isEmpty() && requests.get(0).report().monetary();
    this.answers = new ShardResult.@Nullable Answer[requests.size()];
    this.unanswered = requests.size();
  }

  /** The place of the shard in the lane, of which this is all or some days. */
  int place() {
    return place;
  }

  /** The request of this index, in the order of the plan. */
  ReportRequest request(int index) {
    return requests.get(index);
  }

  /** The same channel and report with requests that were not known when it was begun. */
  PendingShard replaceRequests(DateRange days, List<ReportRequest> found) {
    PendingShard work =
        new PendingShard(runId, place, new Shard(shard.channel(), shard.report(), days), found);
    work.channel = channel;
    return work;
  }

  Shard shard() {
    return shard;
  }

  /** Whether it asks for money, which a channel may lack by itself. */
  boolean monetary() {
    return monetary;
  }

  boolean isOfEveryVideo() {
    return !requests.isEmpty() && requests.get(0).report().source() == ReportSource.VIDEO_QUERY;
  }

  List<PendingRequest> askings() {
    List<PendingRequest> all = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      all.add(new PendingRequest(this, i));
    }
    return all;
  }

  Outcome answered(PendingRequest asking, ReportResponse table, Instant now) {
    List<ReportResponse.Line> lines = table.lines();
    RowCap cap = asking.request().report().cap();
    Status status =
        lines.isEmpty()
            ? Status.EMPTY
            : cap != null && lines.size() == cap.maxResults() ? Status.TRUNCATED : Status.OK;
    LocalDate first = null;
    LocalDate newest = null;
    for (ReportResponse.Line line : lines) {
      LocalDate day = line.first();
      first = first == null || day.isBefore(first) ? day : first;
      newest = newest == null || day.isAfter(newest) ? day : newest;
    }
    LocalDate last = newest == null ? null : asking.request().period(newest).last();
    return end(asking, status, first, last, null, warning(asking), table, now);
  }

  private @Nullable String warning(PendingRequest asking) {
    String unsaved = channel == null ? null : channel.grant().unsaved();
    return unsaved == null ? asking.remark() : unsaved;
  }

  Outcome failed(PendingRequest asking, Failure failure, Instant now) {
    Status status = failure.cause() == Cause.QUOTA_DAY ? Status.DEFERRED : Status.FAILED;
    return end(asking, status, null, null, failure, null, ReportResponse.EMPTY, now);
  }

  /** Whether these are all its requests, and none of them was ever sent. */
  boolean isUnsent(List<PendingRequest> askings) {
    return askings.size() == requests.size()
        && unanswered == requests.size()
        && askings.stream().allMatch(asking -> asking.sent == 0);
  }

  boolean finished() {
    return unanswered == 0;
  }

  ShardResult result() {
    List<ShardResult.Answer> whole = new ArrayList<>(answers.length);
    for (ShardResult.Answer answer : answers) {
      if (answer == null) {
        throw new IllegalStateException("a shard leaves whole or not at all: " + shard);
      }
      whole.add(answer);
    }
    return new ShardResult(shard, channel == null ? null : channel.identity(), whole);
  }

  private Outcome end(
      PendingRequest asking,
      Status status,
      @Nullable LocalDate from,
      @Nullable LocalDate through,
      @Nullable Failure failure,
      @Nullable String warning,
      ReportResponse table,
      Instant now) {
    if (answers[asking.index] != null) {
      throw new IllegalStateException("a request ends once: " + asking.request());
    }
    ChannelRef ref = shard.channel();
    ChannelIdentity identity = channel == null ? null : channel.identity();
    ReportRequest request = asking.request();
    Outcome.Builder builder =
        Outcome.builder()
            .runId(runId)
            .tokenRecord(ref.tokenRecord())
            .channelId(identity == null ? ref.channelId() : identity.channelId())
            .contentOwner(ref.contentOwner())
            .report(shard.report())
            .startDate(request.dates().first())
            .endDate(request.dates().last())
            .answeredFrom(from)
            .answeredThrough(through)
            .status(status)
            .message(warning)
            .remedy(remedy())
            .httpStatus(200)
            .rows(table.lines().size())
            .requests(asking.sent)
            .retries(asking.sentAgain)
            .startedAt(asking.startedAt == null ? now : asking.startedAt)
            .finishedAt(now);
    Outcome outcome = failure == null ? builder.build() : builder.failure(failure).build();
    List<String> videos =
        request.report().source() == ReportSource.UPLOADS_LIST
            ? table.lines().stream().map(line -> String.valueOf(line.cells().get(0))).toList()
            : asking.videos();
    answers[asking.index] = new ShardResult.Answer(outcome, table, videos);
    unanswered--;
    return outcome;
  }

  private @Nullable String remedy() {
    return channel == null || channel.grant().unsaved() == null ? null : ALLOW_WRITING;
  }
}
