// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.plan;

import static java.util.stream.Collectors.joining;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.internal.bulk.PlannedJobs;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.DurationText;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.console.Table;
import io.analytix.beam.pipelines.cli.console.TextWrap;
import io.analytix.beam.pipelines.coverage.ChannelTitles;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a plan. */
final class PlanPrinter {
  private static final int REPORT_WIDTH = 24;

  /** Further names of channels with the same requests are only counted. */
  private static final int MAX_NAMES = 4;

  /** Further requests of successive days are printed as a range. */
  private static final int MAX_DAYS = 3;

  private final PrintWriter out;
  private final AnsiColors colors;
  private final int width;
  private final boolean isTerminal;
  private final boolean each;
  private final ChannelTitles titles;

  /** The requests of a channel, as they are printed. */
  private record Requests(boolean usable, List<String> lines) {}

  /**
   * A printer.
   *
   * @param each whether to print each channel, not those with the same requests together
   * @param titles the titles of the channels, as far as known
   */
  PlanPrinter(PrintWriter out, CliEnvironment environment, boolean each, ChannelTitles titles) {
    this.out = out;
    this.colors = environment.outColors();
    this.width = environment.outWidth();
    this.isTerminal = environment.outIsTerminal();
    this.each = each;
    this.titles = titles;
  }

  /**
   * Prints the plan.
   *
   * @param bulk the requests about bulk files, null if there are none
   */
  void print(PlanPreview plan, @Nullable BulkPreview bulk) {
    if (!plan.requestsByReport().isEmpty()) {
      printReports(plan);
    }
    if (bulk != null) {
      print(bulk);
    }
    warnings(plan);
  }

  private void printReports(PlanPreview plan) {
    Map<Object, List<ChannelRef>> groups = new LinkedHashMap<>();
    for (ChannelRef channel : plan.accounts()) {
      Object key = each ? channel : requests(plan, channel);
      groups.computeIfAbsent(key, any -> new ArrayList<>()).add(channel);
    }
    for (List<ChannelRef> channels : groups.values()) {
      heading(channels);
      requests(plan, channels.get(0)).lines().forEach(out::println);
    }
    out.println();
    totals(plan);
  }

  private void print(BulkPreview bulk) {
    PlannedJobs jobs = bulk.jobs();
    Table table = new Table(colors).left("BULK FILES").right("REQUESTS");
    bulk.downloads()
        .forEach((type, count) -> table.row(type, between(count.atLeast(), count.atMost())));
    table.row("to list jobs and files", between(jobs.lists().atLeast(), jobs.lists().atMost()));
    PlannedJobs.Requests all = jobs.requests();
    table.row(
        "all of " + Plurals.of(jobs.accounts().size(), "account"),
        between(all.atLeast(), all.atMost()));
    table.lines(width).forEach(out::println);
    out.println();
    if (!jobs.listed()) {
      line(
          "Expected: about %s. Which files there are is known after they are listed (--listJobs);"
              + " those of a job that no run has read count as 62 days.",
          Plurals.of(all.expected(), "request"));
    } else if (all.atLeast() < all.atMost()) {
      line("An older file of a day is fetched only if the newer one has no row.");
    }
    line(
        "Time: about %s at %,d requests per minute (--bulkQueriesPerMinute).",
        DurationText.inWords(bulk.time().toMillis() / 1000.0), bulk.perMinute());
    line(
        "Day: %,d of the day's %,d requests (--bulkQueriesPerDay)%s.",
        all.expected(),
        bulk.perDay(),
        bulk.sentToday() == 0 ? "" : "; " + number(bulk.sentToday()) + " were already sent");
    if (jobs.deferred() > 0) {
      warn(
          Plurals.of(jobs.deferred(), "file")
              + " would be deferred: run again after midnight Pacific time, or raise"
              + " --bulkQueriesPerDay if the project's quota is larger.");
    }
    for (PlannedJobs.OfAccount account : jobs.accounts()) {
      for (PlannedJobs.OfType type : account.types()) {
        if (type.problem() != null) {
          warn(
              "Record '"
                  + account.account().tokenRecord()
                  + "', "
                  + type.reportType()
                  + ": "
                  + type.problem());
        }
      }
    }
  }

  private void heading(List<ChannelRef> channels) {
    ChannelRef first = channels.get(0);
    if (channels.size() == 1) {
      out.println(colors.heading(titles.label(first.tokenRecord())) + "  " + name(first));
      return;
    }
    String names = channels.stream().limit(MAX_NAMES).map(this::shortName).collect(joining(", "));
    int rest = channels.size() - MAX_NAMES;
    String text =
        Plurals.of(channels.size(), "channel")
            + (first.problem() == null ? ": " : " that cannot be used: ")
            + names
            + (rest > 0 ? " and " + number(rest) + " more (--each)" : "");
    TextWrap.wrap(text, width).forEach(line -> out.println(colors.heading(line)));
  }

  /** A content owner's record has many channels. */
  private String shortName(ChannelRef channel) {
    return channel.contentOwner() == null || channel.channelId() == null
        ? titles.label(channel.tokenRecord())
        : channel.tokenRecord() + " " + channel.channelId();
  }

  private Requests requests(PlanPreview plan, ChannelRef channel) {
    List<String> lines = new ArrayList<>();
    for (ChosenShard shard : plan.shards(channel)) {
      if (plan.isConditional(shard)) {
        addConditional(lines, shard, plan.requests(shard));
      } else {
        add(lines, shard, plan.requests(shard));
      }
    }
    return new Requests(channel.problem() == null, lines);
  }

  /** Adds the days of each request; a range is one request. */
  private void add(List<String> lines, ChosenShard shard, List<ReportRequest> requests) {
    List<ReportRequest> sendable = requests.stream().filter(r -> !shard.isDeferred(r)).toList();
    if (!sendable.isEmpty()) {
      add(lines, shard.shard().report(), String.join(", ", days(sendable)));
    }
    addDeferred(lines, shard, requests, sendable.isEmpty());
  }

  /** Adds the requests that exceed the quota, below those that are sent. */
  private void addDeferred(
      List<String> lines, ChosenShard shard, List<ReportRequest> requests, boolean alone) {
    List<ReportRequest> deferred = requests.stream().filter(shard::isDeferred).toList();
    if (!deferred.isEmpty()) {
      add(
          lines,
          alone ? shard.shard().report() : "  deferred",
          String.join(", ", days(deferred)) + (alone ? ", deferred" : ""));
    }
  }

  /** Adds the first and the last day of requests that are sent if their day has changed. */
  private void addConditional(List<String> lines, ChosenShard shard, List<ReportRequest> requests) {
    List<ReportRequest> sendable = requests.stream().filter(r -> !shard.isDeferred(r)).toList();
    if (!sendable.isEmpty()) {
      DateRange all =
          new DateRange(
              sendable.get(0).dates().first(), sendable.get(sendable.size() - 1).dates().last());
      add(lines, shard.shard().report(), all + ", one request per changed day");
    }
    addDeferred(lines, shard, requests, sendable.isEmpty());
  }

  private void add(List<String> lines, String heading, String days) {
    List<String> wrapped = TextWrap.wrap(days, width - REPORT_WIDTH - 4);
    lines.add(column(heading) + wrapped.get(0));
    wrapped.stream().skip(1).forEach(line -> lines.add(column("") + line));
  }

  /** The days of each request; many of successive days are printed as a range with their number. */
  private static List<String> days(List<ReportRequest> requests) {
    List<String> days = new ArrayList<>();
    for (int first = 0; first < requests.size(); ) {
      int end = first + 1;
      while (end < requests.size()
          && isOneDay(requests.get(first))
          && isOneDay(requests.get(end))
          && requests
              .get(end)
              .dates()
              .first()
              .equals(requests.get(end - 1).dates().last().plusDays(1))) {
        end++;
      }
      if (end - first > MAX_DAYS) {
        DateRange all =
            new DateRange(
                requests.get(first).dates().first(), requests.get(end - 1).dates().last());
        days.add(all + " (" + Plurals.of(end - first, "request") + ")");
      } else {
        requests.subList(first, end).forEach(one -> days.add(days(one)));
      }
      first = end;
    }
    return days;
  }

  private static boolean isOneDay(ReportRequest request) {
    return request.dates().first().equals(request.dates().last());
  }

  private static String days(ReportRequest request) {
    return isOneDay(request) ? request.dates().first().toString() : request.dates().toString();
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
    table.lines(width).forEach(out::println);
    out.println();
    String sent = between(plan.expectedToday(), plan.maxToday());
    if (!plan.expected().byReport().isEmpty()) {
      line(
          "Expected: about %s. %s",
          sent.equals("1") ? "1 request" : sent + " requests",
          plan.expected().known()
              ? "As many days have changed as at the last run."
              : "No earlier run is known for some reports, of which all days with figures are"
                  + " requested.");
    }
    String least = DurationText.inWords(plan.time(plan.expectedToday()).toMillis() / 1000.0);
    String most = DurationText.inWords(plan.time(plan.maxToday()).toMillis() / 1000.0);
    line(
        "Time: about %s at %,d requests per minute (--queriesPerMinute).",
        least.equals(most) ? least : least + " to " + most, plan.perMinute());
    day(plan, sent);
    dataApi(plan);
    if (plan.hasGroups()) {
      line("The number of requests for groups is known after their first page.");
    }
    if (plan.ofEveryVideo().stream().anyMatch(plan::isUnsure)) {
      line(
          "The number of requests for every video is known after uploads are listed"
              + " (--listVideos).");
    }
  }

  private void dataApi(PlanPreview plan) {
    if (!plan.usesDataApi()) {
      line(
          "Data API: %s to look up channel ids, at most %,d if channels are rejected.",
          Plurals.of(plan.minDataApiUnits(), "unit"), plan.maxDataApiUnits());
    } else {
      line(
          "Data API: %s units to look up channel ids and to list what there is, 50 per unit, of the"
              + " day's %,d (--dataApiUnitsPerDay)%s.",
          between(plan.minDataApiUnits(), plan.maxDataApiUnits()),
          plan.unitsPerDay(),
          plan.unitsUsedToday() == 0
              ? ""
              : "; " + number(plan.unitsUsedToday()) + " were already used");
    }
  }

  private void day(PlanPreview plan, String sent) {
    line(
        "Day: %s of the day's %,d requests (--queriesPerDay)%s.",
        sent,
        plan.perDay(),
        plan.usedToday() == 0 ? "" : "; " + number(plan.usedToday()) + " were already sent");
    plan.backfill().ifPresent(text -> line("%s", text));
    if (plan.answered() > 0) {
      line("Resumed: %s already completed.", Plurals.of(plan.answered(), "request"));
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

  /** Wrapped for a terminal only: in a file, a line is easier to find and to cut. */
  private void line(String format, Object... values) {
    String text = PrintableText.of(String.format(Locale.ROOT, format, values));
    out.println(isTerminal ? TextWrap.paragraph(text, 0, width) : text);
  }

  private void warn(String text) {
    TextWrap.wrap(text, width).forEach(line -> out.println(colors.warning(line)));
  }

  private static String between(long min, long max) {
    return min == max ? number(min) : number(min) + " to " + number(max);
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
