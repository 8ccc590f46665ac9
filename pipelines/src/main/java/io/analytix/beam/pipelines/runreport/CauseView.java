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
 * Everything that failed, or was deferred, for one cause.
 *
 * @param style of its card: {@code failed} or {@code deferred}
 * @param extent number of affected requests, channels and reports
 * @param remedies the distinct remedies of the messages
 * @param messages the most frequent first
 * @param rest the number of messages that are left out, in words; empty if none is
 */
record CauseView(
    String cause,
    String style,
    String extent,
    List<String> remedies,
    List<Message> messages,
    String rest,
    NamesView channels,
    NamesView reports) {
  private static final String DEFERRED = "deferred";
  private static final int MAX_MESSAGES = 6;
  private static final int MAX_REMEDIES = 4;

  /** A message and the number of its requests. */
  record Message(String text, String count) {}

  /** The causes: failures before deferrals, then by number of requests. */
  static List<CauseView> of(Collection<FailureGroup> failures) {
    Map<String, List<FailureGroup>> causes = new LinkedHashMap<>();
    failures.stream()
        .sorted(Comparator.comparing(FailureGroup::count).reversed())
        .forEach(group -> causes.computeIfAbsent(group.cause(), c -> new ArrayList<>()).add(group));
    return causes.values().stream()
        .sorted(Comparator.comparing(CauseView::requests).reversed())
        .map(CauseView::of)
        .sorted(Comparator.comparing(cause -> cause.style().equals(DEFERRED)))
        .toList();
  }

  private static CauseView of(List<FailureGroup> groups) {
    SortedSet<ChannelName> channels = new TreeSet<>();
    SortedSet<String> reports = new TreeSet<>();
    groups.forEach(group -> channels.addAll(group.channels()));
    groups.forEach(group -> reports.addAll(group.reports()));
    int rest = groups.size() - MAX_MESSAGES;
    return new CauseView(
        groups.get(0).cause(),
        groups.get(0).status() == Status.DEFERRED ? DEFERRED : "failed",
        PageFormat.count(requests(groups), "request")
            + " · "
            + PageFormat.count(channels.size(), "channel")
            + " · "
            + PageFormat.count(reports.size(), "report"),
        groups.stream().map(FailureGroup::remedy).distinct().limit(MAX_REMEDIES).toList(),
        groups.stream()
            .limit(MAX_MESSAGES)
            .map(group -> new Message(group.message(), PageFormat.count(group.count(), "request")))
            .toList(),
        rest > 0 ? "and " + PageFormat.count(rest, "more message") : "",
        NamesView.of(channels),
        NamesView.of(reports));
  }

  private static long requests(List<FailureGroup> groups) {
    return groups.stream().mapToLong(FailureGroup::count).sum();
  }
}
