// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.plan;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.DurationText;
import io.analytix.beam.pipelines.cli.console.Table;
import io.analytix.beam.pipelines.cli.console.TextWrap;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.ReportRequest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Tells a person what a run would ask. */
final class PlanPrinter {
  private static final int REPORT_WIDTH = 24;

  private final PrintWriter out;
  private final AnsiColors paint;

  PlanPrinter(PrintWriter out, AnsiColors paint) {
    this.out = out;
    this.paint = paint;
  }

  void print(PlanPreview plan) {
    for (ChannelRef channel : plan.accounts()) {
      out.println(paint.heading(channel.tokenRecord()) + "  " + name(channel));
      plan.shards(channel).forEach(shard -> print(shard, plan.requests(shard)));
    }
    out.println();
    totals(plan);
    warnings(plan);
  }

  /** The days of each request: a range is one request, a day is one, too. */
  private void print(ChosenShard shard, List<ReportRequest> requests) {
    print(shard.shard().report(), requests.stream().filter(r -> !shard.isDeferred(r)).toList());
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
      return "cannot be used: these requests fail without being sent";
    }
    String id = channel.channelId() == null ? "(asked when it runs)" : channel.channelId();
    return channel.contentOwner() == null ? id : id + " for " + channel.contentOwner();
  }

  private void totals(PlanPreview plan) {
    Table table = new Table(paint).left("REPORT").right("REQUESTS");
    plan.requestsByReport()
        .forEach((report, count) -> table.row(report, between(count, plan.most(report))));
    table.row(
        "all of " + counted(plan.channels().size(), "channel"),
        between(plan.requests(), plan.mostRequests()));
    table.lines().forEach(out::println);
    out.println();
    out.printf(
        Locale.ROOT,
        "Time: about %s at %,d requests a minute (--queriesPerMinute).%n",
        DurationText.inWords(plan.time().toMillis() / 1000.0),
        plan.perMinute());
    day(plan);
    out.printf(
        Locale.ROOT,
        "Data API: %s to find out channel ids%s, %,d at most if channels are refused.%n",
        counted(plan.fewestDataApiUnits(), "unit"),
        plan.ofEveryVideo().isEmpty() ? "" : " and to list uploads",
        plan.mostDataApiUnits());
    if (plan.hasGroups()) {
      out.println("How many requests groups take is known once their first page is there.");
    }
    if (plan.ofEveryVideo().stream().anyMatch(plan::isUnsure)) {
      out.println(
          "How many requests every video takes is known once uploads are listed (--listVideos).");
    }
  }

  private void day(PlanPreview plan) {
    out.printf(
        Locale.ROOT,
        "Day: %,d of the day's %,d requests (--queriesPerDay)%s.%n",
        plan.requests() - plan.deferred(),
        plan.perDay(),
        plan.usedToday() == 0 ? "" : "; " + number(plan.usedToday()) + " were sent already");
    if (plan.answered() > 0) {
      out.printf(
          Locale.ROOT, "Resumed: %s answered already.%n", counted(plan.answered(), "request"));
    }
  }

  private void warnings(PlanPreview plan) {
    if (plan.deferred() > 0) {
      warn(
          counted(plan.deferred(), "request")
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
                        + "' claim one channel: the first that Google accepts is used."));
    plan.lists()
        .forEach(
            (channel, listed) -> {
              Failure failure = listed.failure();
              if (failure != null) {
                warn("Record '" + channel.tokenRecord() + "': " + failure.message());
              }
            });
    for (ChannelRef channel : plan.unusable()) {
      warn("Record '" + channel.tokenRecord() + "' cannot be used: " + channel.problem());
    }
  }

  private void warn(String text) {
    TextWrap.wrap(text, TextWrap.PAGE).forEach(line -> out.println(paint.doubtful(line)));
  }

  private static String between(long least, long most) {
    return least == most ? number(least) : number(least) + " to " + number(most);
  }

  private static String counted(long count, String of) {
    return number(count) + " " + of + (count == 1 ? "" : "s");
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
