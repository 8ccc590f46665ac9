// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.Basis;
import io.analytix.beam.plan.ListPosition;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.ReportDefinition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One planned request between its plan and its one outcome. It may take several calls: retries, the
 * check of its totals, parts of it, pages of a list, or a list that comes first: of the uploads, or
 * of the ids that have a request each.
 */
final class PendingRequest {
  /** If no video has succeeded, this many refused ones mean that the report is refused. */
  private static final int MAX_REFUSED_VIDEOS = 2;

  final PendingShard shard;
  final int index;

  private final Deque<ReportRequest> parts = new ArrayDeque<>();
  private final List<ReportResponse.Line> lines = new ArrayList<>();
  private final Set<String> refusedVideos = new LinkedHashSet<>();
  private final Set<ReportRequest> followed = new HashSet<>();
  private final Set<List<@Nullable Object>> keys = new HashSet<>();
  private boolean needsUploads;
  private boolean choosesIds;
  private int dataApiUnits;
  private @Nullable ReportResponse unchecked;
  private @Nullable VideoTotals doubt;
  private int differing;
  private long viewsByDay;
  private long viewsInTotal;
  private @Nullable String uploadsGap;
  private boolean partSucceeded;
  private boolean complete;
  private int sent;
  private int retries;
  private int attempts;
  private long firstAttemptNanos;
  private @Nullable Instant startedAt;
  private boolean tokenRefreshed;
  private int reserved;
  private long retryNanos;
  private long retryOrder;
  private boolean compares;
  private @Nullable ReportRequest totals;
  private @Nullable Basis basis;

  /**
   * A request that was not sent yet.
   *
   * @param index its place in the shard
   * @param planned whether it was planned; if not, it takes the place of one that was, and the ids
   *     that it is about are known
   */
  PendingRequest(PendingShard shard, int index, boolean planned) {
    this.shard = shard;
    this.index = index;
    this.needsUploads = planned && request().report().usesUploads();
    this.choosesIds = planned && request().list().isPresent();
  }

  /** Whether it waits for the list of the channel's uploads, or reads it. */
  boolean needsUploads() {
    return needsUploads;
  }

  /** Whether it reads the ids that have a request each. */
  boolean choosesIds() {
    return choosesIds;
  }

  /** Whether its next call is one of the Data API. */
  boolean usesDataApi() {
    return needsUploads || nextQuery().report().source().usesDataApi();
  }

  /** Whether it is about one video, playlist or group of several. */
  boolean isOfOneId() {
    return request().report().each() != null && !request().videos().isEmpty();
  }

  ChannelRef channel() {
    return shard.shard().channel();
  }

  /** The planned request. */
  ReportRequest request() {
    return shard.request(index);
  }

  /** Whether the totals of its day decide if it is sent. */
  boolean compares() {
    return compares;
  }

  /** The totals of its day decide if it is sent. */
  void compare() {
    compares = true;
  }

  /** It is to be sent; its response rests on these totals, null if they are unknown. */
  void decided(@Nullable Basis ofResponse) {
    compares = false;
    basis = ofResponse;
  }

  /** The totals on which its response rests, null if they are unknown. */
  @Nullable Basis basis() {
    return basis;
  }

  /** It reads the totals of its channel with this request first; null if it does so no more. */
  void readTotals(@Nullable ReportRequest request) {
    totals = request;
    attempts = 0;
    tokenRefreshed = false;
  }

  /** The request for totals that is sent before it, null if there is none. */
  @Nullable ReportRequest totals() {
    return totals;
  }

  /**
   * What is to be sent next: a request for totals, the list of ids, the whole request, the next
   * part, or a check of that part.
   */
  ReportRequest nextQuery() {
    if (totals != null) {
      return totals;
    }
    if (doubt != null) {
      return doubt.rest();
    }
    return unchecked == null ? currentPart() : currentPart().totals();
  }

  private ReportRequest currentPart() {
    ReportRequest part = parts.peek();
    if (part != null) {
      return part;
    }
    return choosesIds ? request().list().orElseThrow() : request();
  }

  /** A report request is sent; returns whether it is a retry. */
  boolean sent(SchedulerClock clock) {
    boolean retry = attempted(clock);
    sent++;
    retries += retry ? 1 : 0;
    return retry;
  }

  /** The Data API is called for it; returns whether that is a retry. */
  boolean sentToDataApi(SchedulerClock clock) {
    dataApiUnits++;
    return attempted(clock);
  }

  /** It counts these calls for the channel's uploads, which other requests may have made. */
  void countUploadsCalls(int calls) {
    dataApiUnits += calls;
  }

  /** A call is made; returns whether that is a retry. */
  boolean attempted(SchedulerClock clock) {
    boolean retry = attempts++ > 0;
    if (!retry) {
      firstAttemptNanos = clock.nanos();
    }
    if (startedAt == null) {
      startedAt = clock.now();
    }
    return retry;
  }

  /** Takes on the calls of the request whose place it takes. */
  void countCallsOf(PendingRequest replaced) {
    sent += replaced.sent;
    retries += replaced.retries;
    dataApiUnits += replaced.dataApiUnits;
    startedAt = replaced.startedAt;
  }

  /** Whether no report request was sent for it. */
  boolean isUnsent() {
    return sent == 0;
  }

  /** How often the call that is due now was tried before. */
  int attempts() {
    return attempts;
  }

  /** When that call was tried first, in nanoseconds of the clock. */
  long firstAttemptNanos() {
    return firstAttemptNanos;
  }

  /** Adds its part to an outcome at {@code now}: the calls that it took. */
  Outcome.Builder describe(Outcome.Builder outcome, Instant now) {
    return outcome
        .requests(sent)
        .retries(retries)
        .dataApiUnits(request().report().usesDataApi() ? dataApiUnits : null)
        .startedAt(startedAt == null ? now : startedAt)
        .finishedAt(now);
  }

  /** The access token was refreshed because this request was refused. */
  void tokenRefreshed() {
    tokenRefreshed = true;
  }

  boolean isTokenRefreshed() {
    return tokenRefreshed;
  }

  /** It may be sent at {@code nanos}; of those due at once, the lower order comes first. */
  void retryAt(long nanos, long order) {
    retryNanos = nanos;
    retryOrder = retryOrder == 0 ? order : retryOrder;
  }

  long retryNanos() {
    return retryNanos;
  }

  long retryOrder() {
    return retryOrder;
  }

  /** Its queries are reserved in the daily quota. */
  void reserve() {
    reserved = request().queries();
  }

  boolean isReserved() {
    return reserved > 0;
  }

  /** Returns how many reservations one query uses up. */
  int useReserved() {
    if (reserved == 0) {
      return 0;
    }
    reserved--;
    return 1;
  }

  /** Gives up what is reserved and not used, and returns how much that is. */
  int releaseReserved() {
    int left = reserved;
    reserved = 0;
    return left;
  }

  /** Why some uploads are missing in the list that it depends on, null if none is. */
  void uploadsMissing(@Nullable String gap) {
    uploadsGap = gap;
  }

  /** Whether the list that is its response misses uploads. */
  boolean isListCut() {
    return uploadsGap != null && request().report().source().isSnapshot();
  }

  /**
   * The uploads are listed, whose videos are requested next.
   *
   * @param known rows of videos that the account may not see
   * @param videos requests for all others
   */
  void uploadsListed(List<ReportResponse.Line> known, List<ReportRequest> videos) {
    needsUploads = false;
    lines.addAll(known);
    parts.addAll(videos);
    complete = parts.isEmpty();
  }

  /** A page of the uploads was read. */
  void listAnswered() {
    attempts = 0;
  }

  /**
   * Takes the response to {@link #nextQuery}. If it was cut, half of the request is sent next.
   *
   * @param history knows how large a response may be
   * @return what is wrong with it, usually empty
   */
  Optional<String> answered(ReportResponse response, RequestHistory history) {
    attempts = 0;
    ReportDefinition report = currentPart().report();
    if (report.totals().isPresent()) {
      check(response, history);
      return Optional.empty();
    }
    partSucceeded = true;
    if (report.source().isSnapshot()) {
      return follow(response, report.dimensions().size());
    }
    lines.addAll(isOfOneId() ? withId(response.lines()) : response.lines());
    nextPart();
    return Optional.empty();
  }

  /** Takes the days of videos, then their totals and, if the days may have been cut, the rest. */
  private void check(ReportResponse response, RequestHistory history) {
    ReportResponse days = unchecked;
    VideoTotals totals = doubt;
    if (days == null) {
      unchecked = response;
      return;
    }
    boolean mayBeCut = false;
    if (totals == null) {
      totals = VideoTotals.of(currentPart(), days, response);
      mayBeCut = totals.mayBeCut(history);
      if (mayBeCut && currentPart().videos().size() > 1) {
        doubt = totals;
        return;
      }
    } else if (totals.isCut(response)) {
      boolean unused = halve();
      return;
    }
    if (!mayBeCut) {
      totals.wereComplete(history);
    }
    partSucceeded = true;
    differing += totals.differing();
    viewsByDay += totals.byDay();
    viewsInTotal += totals.inTotal();
    lines.addAll(days.lines());
    nextPart();
  }

  /** The API does not repeat the id that it filtered by. */
  private List<ReportResponse.Line> withId(List<ReportResponse.Line> response) {
    String id = request().videos().get(0);
    List<ReportResponse.Line> withId = new ArrayList<>(response.size());
    for (ReportResponse.Line line : response) {
      List<@Nullable Object> cells = new ArrayList<>(line.cells().size() + 1);
      cells.add(id);
      cells.addAll(line.cells());
      withId.add(new ReportResponse.Line(line.first(), cells));
    }
    return withId;
  }

  /**
   * Goes on to further pages of a list. Entries can move meanwhile, so some may come twice.
   *
   * @param key the number of columns that identify a row
   */
  private Optional<String> follow(ReportResponse response, int key) {
    response.lines().stream()
        .filter(line -> keys.add(List.copyOf(line.cells().subList(0, key))))
        .forEach(lines::add);
    parts.poll();
    for (ReportRequest more : response.more()) {
      ListPosition step = more.step();
      if (followed.add(more)) {
        boolean sameMembers = step != null && step.page() != null && step.parent() != null;
        if (sameMembers) {
          parts.addFirst(more);
        } else {
          parts.add(more);
        }
      } else if (step != null && step.page() != null) {
        return Optional.of("the list comes back to an earlier page");
      }
    }
    complete = parts.isEmpty();
    return Optional.empty();
  }

  /** Whether a refusal of the query may concern a part of it only. */
  boolean canSplit() {
    ReportRequest part = currentPart();
    return !part.halves().isEmpty()
        || (part.videos().size() == 1
            && (partSucceeded
                || (parts.size() > 1 && refusedVideos.size() + 1 < MAX_REFUSED_VIDEOS)));
  }

  /** The query was refused: goes on with half of it or, if it names one video, without that. */
  void split() {
    if (!halve()) {
      refusedVideos.add(currentPart().videos().get(0));
      attempts = 0;
      nextPart();
    }
  }

  private boolean halve() {
    List<ReportRequest> halves = currentPart().halves();
    if (halves.isEmpty()) {
      return false;
    }
    parts.poll();
    parts.addFirst(halves.get(1));
    parts.addFirst(halves.get(0));
    unchecked = null;
    doubt = null;
    attempts = 0;
    return true;
  }

  private void nextPart() {
    unchecked = null;
    doubt = null;
    parts.poll();
    complete = parts.isEmpty();
  }

  /** The whole response once all parts have one, null before. */
  @Nullable ReportResponse response() {
    return complete ? new ReportResponse(Collections.unmodifiableList(lines)) : null;
  }

  /** The videos that its response covers; empty if it names none. */
  List<String> videos() {
    return request().videos().stream().filter(video -> !refusedVideos.contains(video)).toList();
  }

  /** A warning about a request that succeeded, null usually. */
  @Nullable String warning() {
    List<String> warnings = new ArrayList<>();
    if (!refusedVideos.isEmpty()) {
      warnings.add(
          "the API refuses %d of the listed videos, so they were left out: %s"
              .formatted(
                  refusedVideos.size(),
                  String.join(", ", refusedVideos.stream().limit(5).toList())));
    }
    if (differing > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the days of %,d of %,d videos add up to %,d views, but their totals to %,d; stored"
                  + " as the API returned them",
              differing,
              videos().size(),
              viewsByDay,
              viewsInTotal));
    }
    if (uploadsGap != null) {
      warnings.add(uploadsGap);
    }
    return warnings.isEmpty() ? null : String.join("; ", warnings);
  }
}
