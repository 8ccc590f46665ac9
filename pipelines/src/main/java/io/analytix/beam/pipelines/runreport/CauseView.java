// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.coverage.ChannelName;
import io.analytix.beam.pipelines.coverage.ChannelTitles;
import java.util.List;
import java.util.SortedSet;

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

  static CauseView of(FailureCause cause, ChannelTitles titles) {
    List<FailureGroup> messages = cause.messages();
    int rest = messages.size() - MAX_MESSAGES;
    SortedSet<ChannelName> channels = cause.channels();
    SortedSet<String> reports = cause.reports();
    return new CauseView(
        cause.cause(),
        cause.status() == Status.DEFERRED ? DEFERRED : "failed",
        PageFormat.count(cause.count(), "request")
            + " · "
            + PageFormat.count(channels.size(), "channel")
            + " · "
            + PageFormat.count(reports.size(), "report"),
        cause.remedies().stream().limit(MAX_REMEDIES).toList(),
        messages.stream()
            .limit(MAX_MESSAGES)
            .map(group -> new Message(group.message(), PageFormat.count(group.count(), "request")))
            .toList(),
        rest > 0 ? "and " + PageFormat.count(rest, "more message") : "",
        NamesView.of(channels.stream().map(titles::label).toList()),
        NamesView.of(reports));
  }
}
