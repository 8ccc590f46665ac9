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

  /** Why. */
  public String cause() {
    return Objects.requireNonNull(first.cause()).name();
  }

  /** What happened; empty if it was not said. */
  public String message() {
    return Objects.requireNonNullElse(first.message(), "");
  }

  /** What a person can do; empty if it was not said. */
  public String remedy() {
    return Objects.requireNonNullElse(first.remedy(), "");
  }

  /** The token records it befell. */
  public SortedSet<String> records() {
    return Collections.unmodifiableSortedSet(records);
  }

  /** The channels it befell. */
  public SortedSet<ChannelName> channels() {
    return Collections.unmodifiableSortedSet(channels);
  }

  /** The reports it befell. */
  public SortedSet<String> reports() {
    return Collections.unmodifiableSortedSet(reports);
  }

  /** The requests it befell. */
  public long count() {
    return count;
  }
}
