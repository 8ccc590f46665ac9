// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.coverage.ChannelName;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** Requests that failed or were deferred for the same cause and with the same message. */
public final class FailureGroup {
  private final Outcome first;
  private final SortedSet<String> records = new TreeSet<>();
  private final SortedSet<ChannelName> channels = new TreeSet<>();
  private final SortedSet<String> reports = new TreeSet<>();
  private long count;

  FailureGroup(Outcome first) {
    this.first = first;
  }

  void add(Outcome outcome) {
    records.add(outcome.tokenRecord());
    channels.add(ChannelName.of(outcome));
    reports.add(outcome.report());
    count++;
  }

  /** {@code FAILED} or {@code DEFERRED}. */
  public Status status() {
    return first.status();
  }

  /** The cause. */
  public String cause() {
    return Objects.requireNonNull(first.cause()).name();
  }

  /** The message; empty if there is none. */
  public String message() {
    return Objects.requireNonNullElse(first.message(), "");
  }

  /** The remedy; empty if there is none. */
  public String remedy() {
    return Objects.requireNonNullElse(first.remedy(), "");
  }

  /** The affected token records. */
  public SortedSet<String> records() {
    return Collections.unmodifiableSortedSet(records);
  }

  /** The affected channels. */
  public SortedSet<ChannelName> channels() {
    return Collections.unmodifiableSortedSet(channels);
  }

  /** The affected reports. */
  public SortedSet<String> reports() {
    return Collections.unmodifiableSortedSet(reports);
  }

  /** The number of affected requests. */
  public long count() {
    return count;
  }
}
