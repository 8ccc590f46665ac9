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
import io.analytix.beam.plan.Basis;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.RowCap;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A claimed shard: its requests, and the outcome of each that has ended. */
final class PendingShard {
  private static final String ALLOW_WRITING =
      "Allow the job to write the token record: files to be replaced, or versions to be added.";

  private final String runId;
  private final int place;
  private final Shard shard;
  private final List<ReportRequest> requests;
  private final boolean monetary;
  private final ShardResult.@Nullable Answer[] answers;
  private final boolean expanded;
  private int pending;
  private @Nullable AuthorizedChannel channel;

  /**
   * A shard, or some days of one.
   *
   * @param place its index in the plan
   */
  PendingShard(String runId, int place, Shard shard, List<ReportRequest> requests) {
    this(runId, place, shard, requests, false);
  }

  private PendingShard(
      String runId, int place, Shard shard, List<ReportRequest> requests, boolean expanded) {
    this.runId = runId;
    this.place = place;
    this.shard = shard;
    this.requests = requests;
    this.monetary = !requests.isEmpty() && requests.get(0).report().monetary();
    this.answers = new ShardResult.@Nullable Answer[requests.size()];
    this.pending = requests.size();
    this.expanded = expanded;
  }

  /** The index of the shard in the plan. */
  int place() {
    return place;
  }

  /** The request of this index, in the order of the plan. */
  ReportRequest request(int index) {
    return requests.get(index);
  }

  /** The same channel and report, with requests that take the place of its own. */
  PendingShard replaceRequests(DateRange days, List<ReportRequest> found) {
    Shard replaced = new Shard(shard.channel(), shard.report(), days);
    PendingShard replacement = new PendingShard(runId, place, replaced, found, true);
    replacement.channel = channel;
    return replacement;
  }

  Shard shard() {
    return shard;
  }

  /** Whether it has money metrics, which the API may refuse although it accepts the channel. */
  boolean isMonetary() {
    return monetary;
  }

  /** Whether its requests have taken the place of a planned one. */
  boolean isExpanded() {
    return expanded;
  }

  /** Its channel has a token. */
  void authorized(AuthorizedChannel authorized) {
    channel = authorized;
  }

  /** Its requests, none of them sent. */
  List<PendingRequest> pending() {
    List<PendingRequest> all = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      all.add(new PendingRequest(this, i, !expanded));
    }
    return all;
  }

  /** Notes that a request has succeeded. */
  Outcome succeeded(PendingRequest request, ReportResponse response, Instant now) {
    List<ReportResponse.Line> lines = response.lines();
    RowCap cap = request.request().report().cap();
    Status status =
        lines.isEmpty()
            ? Status.EMPTY
            : request.isListCut() || (cap != null && lines.size() == cap.maxResults())
                ? Status.TRUNCATED
                : Status.OK;
    LocalDate first = null;
    LocalDate newest = null;
    for (ReportResponse.Line line : lines) {
      LocalDate day = line.first();
      first = first == null || day.isBefore(first) ? day : first;
      newest = newest == null || day.isAfter(newest) ? day : newest;
    }
    LocalDate last = newest == null ? null : request.request().period(newest).last();
    return end(request, status, first, last, null, warning(request), response, now);
  }

  /** Notes that a one-day request is not sent; its stored response has rows or not. */
  Outcome left(PendingRequest request, boolean hasRows, Instant now) {
    LocalDate day = hasRows ? request.request().dates().last() : null;
    return end(request, Status.UNCHANGED, day, day, null, null, ReportResponse.EMPTY, now);
  }

  private @Nullable String warning(PendingRequest request) {
    String unsaved = channel == null ? null : channel.grant().unsaved();
    return unsaved == null ? request.warning() : unsaved;
  }

  /** Notes that a request has failed, or is deferred. */
  Outcome failed(PendingRequest request, Failure failure, Instant now) {
    boolean deferred =
        failure.cause() == Cause.QUOTA_DAY || failure.equals(RequestHistory.INTERRUPTED);
    Status status = deferred ? Status.DEFERRED : Status.FAILED;
    return end(request, status, null, null, failure, null, ReportResponse.EMPTY, now);
  }

  /** Whether these are all its requests, and none of them was ever sent. */
  boolean isUnsent(List<PendingRequest> unsent) {
    return unsent.size() == requests.size()
        && pending == requests.size()
        && unsent.stream().allMatch(PendingRequest::isUnsent);
  }

  boolean isFinished() {
    return pending == 0;
  }

  ShardResult result() {
    List<ShardResult.Answer> whole = new ArrayList<>(answers.length);
    for (ShardResult.Answer answer : answers) {
      if (answer == null) {
        throw new IllegalStateException("not all requests of the shard have ended: " + shard);
      }
      whole.add(answer);
    }
    return new ShardResult(shard, channel == null ? null : channel.identity(), whole);
  }

  private Outcome end(
      PendingRequest request,
      Status status,
      @Nullable LocalDate from,
      @Nullable LocalDate through,
      @Nullable Failure failure,
      @Nullable String warning,
      ReportResponse response,
      Instant now) {
    if (answers[request.index] != null) {
      throw new IllegalStateException("a request ends once: " + request.request());
    }
    ChannelRef ref = shard.channel();
    ChannelIdentity identity = channel == null ? null : channel.identity();
    ReportRequest planned = request.request();
    Basis basis = request.basis();
    Outcome.Builder builder =
        Outcome.builder()
            .runId(runId)
            .tokenRecord(ref.tokenRecord())
            .channelId(identity == null ? ref.channelId() : identity.channelId())
            .contentOwner(ref.contentOwner())
            .report(shard.report())
            .startDate(planned.dates().first())
            .endDate(planned.dates().last())
            .answeredFrom(from)
            .answeredThrough(through)
            .status(status)
            .message(warning)
            .remedy(remedy())
            .httpStatus(status == Status.UNCHANGED ? null : 200)
            .rows(response.lines().size())
            .basis(failure == null && basis != null ? basis.toString() : null);
    Outcome.Builder described = request.describe(builder, now);
    Outcome outcome = failure == null ? described.build() : described.failure(failure).build();
    // A list that was cut says nothing of the videos that it lacks.
    List<String> videos =
        request.isListCut()
            ? response.lines().stream().map(line -> String.valueOf(line.cells().get(0))).toList()
            : request.videos();
    answers[request.index] = new ShardResult.Answer(outcome, response, videos);
    pending--;
    return outcome;
  }

  private @Nullable String remedy() {
    return channel == null || channel.grant().unsaved() == null ? null : ALLOW_WRITING;
  }
}
