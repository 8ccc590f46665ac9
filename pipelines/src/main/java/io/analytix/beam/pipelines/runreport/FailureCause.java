// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.coverage.ChannelName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything that failed, or was deferred, for one cause, over all reports and messages.
 *
 * @param messages the requests by message, the most frequent first; at least one
 */
public record FailureCause(List<FailureGroup> messages) {
  private record Key(Status status, String cause) {}

  /** The causes: failures before deferrals, then by number of requests. */
  static List<FailureCause> of(Collection<FailureGroup> groups) {
    Map<Key, List<FailureGroup>> causes = new LinkedHashMap<>();
    groups.stream()
        .sorted(Comparator.comparing(FailureGroup::count).reversed())
        .forEach(
            group ->
                causes
                    .computeIfAbsent(
                        new Key(group.status(), group.cause()), key -> new ArrayList<>())
                    .add(group));
    return causes.values().stream()
        .map(FailureCause::new)
        .sorted(
            Comparator.comparing((FailureCause cause) -> cause.status() == Status.DEFERRED)
                .thenComparing(Comparator.comparing(FailureCause::count).reversed()))
        .toList();
  }

  /** {@code FAILED} or {@code DEFERRED}. */
  public Status status() {
    return messages.get(0).status();
  }

  /** The cause. */
  public String cause() {
    return messages.get(0).cause();
  }

  /** The distinct remedies, those of the most frequent messages first. */
  public List<String> remedies() {
    return messages.stream().map(FailureGroup::remedy).distinct().toList();
  }

  /** The affected channels. */
  public SortedSet<ChannelName> channels() {
    SortedSet<ChannelName> channels = new TreeSet<>();
    messages.forEach(group -> channels.addAll(group.channels()));
    return channels;
  }

  /** The affected reports. */
  public SortedSet<String> reports() {
    SortedSet<String> reports = new TreeSet<>();
    messages.forEach(group -> reports.addAll(group.reports()));
    return reports;
  }

  /** The number of affected requests. */
  public long count() {
    return messages.stream().mapToLong(FailureGroup::count).sum();
  }
}
