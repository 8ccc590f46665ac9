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
 * @param extent how many requests, channels and reports it befell
 * @param remedies what a person can do; one, unless the messages ask for different things
 * @param messages what happened, the most frequent first
 * @param rest says how many messages are left out; empty if none is
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
  private static final int MESSAGES = 6;
  private static final int REMEDIES = 4;

  /** What happened, and to how many requests. */
  record Message(String text, String count) {}

  /** The causes: what failed before what was deferred, then by the requests they befell. */
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
    int rest = groups.size() - MESSAGES;
    return new CauseView(
        groups.get(0).cause(),
        groups.get(0).status() == Status.DEFERRED ? DEFERRED : "failed",
        PageFormat.count(requests(groups), "request")
            + " · "
            + PageFormat.count(channels.size(), "channel")
            + " · "
            + PageFormat.count(reports.size(), "report"),
        groups.stream().map(FailureGroup::remedy).distinct().limit(REMEDIES).toList(),
        groups.stream()
            .limit(MESSAGES)
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
