// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.plan.GroupPosition;
import io.analytix.beam.plan.ReportRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One planned request on its way: how often it was sent, and since when. Asked in parts, it is
 * still one, with one outcome.
 */
final class PendingRequest {
  /** So many videos are refused one by one before it is taken for the report's fault. */
  private static final int MAX_REFUSED_VIDEOS = 2;

  final PendingShard work;
  final int index;
  private final Deque<ReportRequest> parts = new ArrayDeque<>();
  private final List<ReportResponse.Line> lines = new ArrayList<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private @Nullable ReportResponse unchecked;
  private final Set<ReportRequest> followed = new HashSet<>();
  private final Set<List<@Nullable Object>> keys = new HashSet<>();
  private boolean someAnswered;
  private boolean done;

  /** Whether the channel's uploads are to be listed before it can be asked. */
  boolean listing;

  int sent;
  int sentAgain;
  int tried;
  boolean renewed;

  private int reserved;

  /** Of requests that are due at once, those that wait for longer come first. */
  long order;

  long firstSentNanos;
  long due;
  @Nullable Instant startedAt;

  PendingRequest(PendingShard work, int index) {
    this.work = work;
    this.index = index;
  }

  /** Notes that a call is made for it, and tells whether it is one more for the same. */
  boolean tried(SchedulerClock time) {
    boolean again = tried++ > 0;
    if (!again) {
      firstSentNanos = time.nanos();
    }
    if (startedAt == null) {
      startedAt = time.now();
    }
    return again;
  }

  /** Its queries are reserved in the day's quota. */
  void reserve() {
    reserved = request().queries();
  }

  boolean isReserved() {
    return reserved > 0;
  }

  /** A query is sent; returns how many reservations that uses up. */
  int useReserved() {
    if (reserved == 0) {
      return 0;
    }
    reserved--;
    return 1;
  }

  /** Nothing more is sent first; returns how many reservations are left. */
  int releaseReserved() {
    int left = reserved;
    reserved = 0;
    return left;
  }

  /** The planned request. */
  ReportRequest request() {
    return work.request(index);
  }

  /** The channel that it asks. */
  ChannelRef channel() {
    return work.shard().channel();
  }

  /** What is to be asked next: all of it, or the part whose turn it is, or what checks that. */
  ReportRequest part() {
    return unchecked == null ? current() : current().totals();
  }

  private ReportRequest current() {
    ReportRequest part = parts.peek();
    return part == null ? request() : part;
  }

  /** Asks for one half at a time, and tells whether that can help. */
  boolean halve() {
    List<ReportRequest> halves = current().halves();
    if (halves.isEmpty()) {
      return false;
    }
    parts.poll();
    parts.addFirst(halves.get(1));
    parts.addFirst(halves.get(0));
    unchecked = null;
    tried = 0;
    return true;
  }

  /** Takes the answer to what {@link #part} asked; empty, or what is wrong with the part. */
  Optional<String> add(ReportResponse table) {
    tried = 0;
    ReportResponse days = unchecked;
    if (days == null && current().report().totals().isPresent()) {
      unchecked = table;
      return Optional.empty();
    }
    if (days != null) {
      unchecked = null;
      Optional<String> difference = VideoTotalsCheck.difference(current(), days, table);
      if (difference.isPresent()) {
        return difference;
      }
    }
    someAnswered = true;
    if (request().report().source().usesGroups()) {
      return follow(table);
    }
    lines.addAll((days == null ? table : days).lines());
    next();
    return Optional.empty();
  }

  /** Goes on to further lists. They move while they are read, so something may come twice. */
  private Optional<String> follow(ReportResponse table) {
    int key = request().report().dimensions().size();
    table.lines().stream()
        .filter(line -> keys.add(List.copyOf(line.cells().subList(0, key))))
        .forEach(lines::add);
    parts.poll();
    for (ReportRequest more : table.more()) {
      GroupPosition step = more.step();
      if (followed.add(more)) {
        parts.add(more);
      } else if (step != null && step.group() == null) {
        return Optional.of("the list of groups comes back to an earlier page");
      }
    }
    done = parts.isEmpty();
    return Optional.empty();
  }

  /**
   * Goes on without the only video of the part that was refused, and tells whether it is sure
   * enough that this is the video's fault.
   */
  boolean leaveOut() {
    ReportRequest part = current();
    if (part.videos().size() != 1) {
      return false;
    }
    unknown.add(part.videos().get(0));
    boolean last = parts.size() <= 1;
    if (!someAnswered && (last || unknown.size() >= MAX_REFUSED_VIDEOS)) {
      return false;
    }
    unchecked = null;
    tried = 0;
    next();
    return true;
  }

  private void next() {
    parts.poll();
    if (parts.isEmpty()) {
      done = true;
    }
  }

  /** The whole table once all parts are answered, null before. */
  @Nullable ReportResponse whole() {
    return done ? new ReportResponse(Collections.unmodifiableList(lines)) : null;
  }

  /** The videos that it speaks for; none where it names none. */
  List<String> videos() {
    return request().videos().stream().filter(video -> !unknown.contains(video)).toList();
  }

  /** What should be known of it although it was answered, null usually. */
  @Nullable String remark() {
    return unknown.isEmpty()
        ? null
        : "the API refuses %d of the listed videos, so they were left out: %s"
            .formatted(unknown.size(), String.join(", ", unknown.stream().limit(5).toList()));
  }
}
