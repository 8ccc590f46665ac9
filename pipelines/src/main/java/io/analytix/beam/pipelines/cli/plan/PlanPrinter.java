// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.plan;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.DurationText;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.console.Table;
import io.analytix.beam.pipelines.cli.console.TextWrap;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints a plan. */
final class PlanPrinter {
  private static final int REPORT_WIDTH = 24;

  private final PrintWriter out;
  private final AnsiColors colors;

  PlanPrinter(PrintWriter out, AnsiColors colors) {
    this.out = out;
    this.colors = colors;
  }

  void print(PlanPreview plan) {
    for (ChannelRef channel : plan.accounts()) {
      out.println(colors.heading(channel.tokenRecord()) + "  " + name(channel));
      for (ChosenShard shard : plan.shards(channel)) {
        if (plan.isConditional(shard)) {
          printConditional(shard, plan.requests(shard));
        } else {
          print(shard, plan.requests(shard));
        }
      }
    }
    out.println();
    totals(plan);
    warnings(plan);
  }

  /** Prints the days of each request; a range is one request. */
  private void print(ChosenShard shard, List<ReportRequest> requests) {
    print(shard.shard().report(), requests.stream().filter(r -> !shard.isDeferred(r)).toList());
    print("  deferred", requests.stream().filter(shard::isDeferred).toList());
  }

  /** Prints the first and the last day of requests that are sent if their day has changed. */
  private void printConditional(ChosenShard shard, List<ReportRequest> requests) {
    List<ReportRequest> sendable = requests.stream().filter(r -> !shard.isDeferred(r)).toList();
    if (!sendable.isEmpty()) {
      out.println(
          column(shard.shard().report())
              + new DateRange(
                  sendable.get(0).dates().first(), sendable.get(sendable.size() - 1).dates().last())
              + ", one request per changed day");
    }
    print("  deferred", requests.stream().filter(shard::isDeferred).toList());
  }

  private void print(String heading, List<ReportRequest> requests) {
    if (requests.isEmpty()) {
      return;
    }
    String days = String.join(", ", requests.stream().map(PlanPrinter::days).toList());
    List<String> lines = TextWrap.wrap(days, TextWrap.PAGE - REPORT_WIDTH - 4);
    out.println(column(heading) + lines.get(0));
    lines.stream().skip(1).forEach(line -> out.println(column("") + line));
  }

  private static String days(ReportRequest request) {
    boolean one = request.dates().first().equals(request.dates().last());
    return one ? request.dates().first().toString() : request.dates().toString();
  }

  private static String column(String text) {
    return "  " + text + " ".repeat(Math.max(0, REPORT_WIDTH - text.length())) + "  ";
  }

  private static String name(ChannelRef channel) {
    if (channel.problem() != null) {
      return "cannot be used: its requests fail without being sent";
    }
    String id = channel.channelId() == null ? "(looked up during the run)" : channel.channelId();
    return channel.contentOwner() == null ? id : id + " for " + channel.contentOwner();
  }

  private void totals(PlanPreview plan) {
    Table table = new Table(colors).left("REPORT").right("REQUESTS");
    plan.requestsByReport()
        .forEach((report, count) -> table.row(report, between(count, plan.maxRequests(report))));
    if (plan.expected().totals() > 0) {
      table.row("to find changed days", number(plan.expected().totals()));
    }
    table.row(
        "all of " + Plurals.of(plan.channels().size(), "channel"),
        between(plan.requests(), plan.maxRequests()));
    table.lines().forEach(out::println);
    out.println();
    if (plan.expected().known()) {
      out.printf(
          Locale.ROOT,
          "Expected: about %s, if as many days have changed as at the last run.%n",
          Plurals.of(plan.expectedToday(), "request"));
    } else if (!plan.expected().byReport().isEmpty()) {
      out.printf(
          Locale.ROOT,
          "Expected: up to %s. No earlier run is known for some reports, of which all days with"
              + " figures are requested.%n",
          Plurals.of(plan.expectedToday(), "request"));
    }
    out.printf(
        Locale.ROOT,
        "Time: about %s at %,d requests per minute (--queriesPerMinute).%n",
        DurationText.inWords(plan.time().toMillis() / 1000.0),
        plan.perMinute());
    day(plan);
    out.printf(
        Locale.ROOT,
        "Data API: %s to look up channel ids%s, at most %,d if channels are rejected.%n",
        Plurals.of(plan.minDataApiUnits(), "unit"),
        plan.ofEveryVideo().isEmpty() ? "" : " and to list uploads",
        plan.maxDataApiUnits());
    if (plan.hasGroups()) {
      out.println("The number of requests for groups is known after their first page.");
    }
    if (plan.ofEveryVideo().stream().anyMatch(plan::isUnsure)) {
      out.println(
          "The number of requests for every video is known after uploads are listed"
              + " (--listVideos).");
    }
  }

  private void day(PlanPreview plan) {
    out.printf(
        Locale.ROOT,
        "Day: %,d of the day's %,d requests (--queriesPerDay)%s.%n",
        plan.expectedToday(),
        plan.perDay(),
        plan.usedToday() == 0 ? "" : "; " + number(plan.usedToday()) + " were already sent");
    plan.backfill().ifPresent(out::println);
    if (plan.answered() > 0) {
      out.printf(
          Locale.ROOT, "Resumed: %s already completed.%n", Plurals.of(plan.answered(), "request"));
    }
  }

  private void warnings(PlanPreview plan) {
    if (plan.deferred() > 0) {
      warn(
          Plurals.of(plan.deferred(), "request")
              + " would be deferred: run again with --resume after midnight Pacific time, or raise"
              + " --queriesPerDay if the project's quota is larger.");
    }
    plan.rivals()
        .forEach(
            (channel, first) ->
                warn(
                    "Records '"
                        + first
                        + "' and '"
                        + channel.tokenRecord()
                        + "' have the same channel: the first that Google accepts is used."));
    plan.lists()
        .forEach(
            (channel, listed) -> {
              String problem = listed.problem();
              if (problem != null) {
                warn("Record '" + channel.tokenRecord() + "': " + problem);
              }
            });
    for (ChannelRef channel : plan.unusable()) {
      warn("Record '" + channel.tokenRecord() + "' cannot be used: " + channel.problem());
    }
  }

  private void warn(String text) {
    TextWrap.wrap(text, TextWrap.PAGE).forEach(line -> out.println(colors.warning(line)));
  }

  private static String between(long min, long max) {
    return min == max ? number(min) : number(min) + " to " + number(max);
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
