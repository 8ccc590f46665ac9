// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.command;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.Roster;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.RunRequest;
import io.analytix.beam.pipelines.parquet.StoredAnswers;
import io.analytix.beam.plan.PastAnswers;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.plan.ShardPlanner;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code analytix plan}: every request of a run, before any is sent. */
@Command(
    name = "plan",
    description = "Print every request that a run with the same options would send. Sends nothing.")
final class PlanCommand extends OptionsCommand {
  @Override
  int call(AnalytixOptions options, RunRequest request, PrintWriter out, PrintWriter err)
      throws IOException {
    List<ChannelRef> channels = Sources.channels(request);
    ShardPlanner planner = new ShardPlanner(request.reports(), request.dates());
    PastAnswers past = past(options).open();
    Map<String, Integer> counts = new LinkedHashMap<>();
    out.printf("%-24s %-28s %-26s %s%n", "TOKEN RECORD", "CHANNEL", "REPORT", "DATES");
    for (ChannelRef channel : channels) {
      for (Shard shard : planner.plan(channel, past)) {
        for (ReportRequest asked : planner.requests(shard)) {
          out.printf(
              "%-24s %-28s %-26s %s%n",
              channel.tokenRecord(), name(channel), shard.report(), asked.dates());
          counts.merge(shard.report(), 1, Integer::sum);
        }
      }
    }
    print(out, counts, channels, request.quota().queriesPerMinute());
    return 0;
  }

  private static PastAnswers.Factory past(AnalytixOptions options) {
    String output = options.getOutput();
    return output == null || output.isBlank()
        ? () -> (channel, report) -> false
        : StoredAnswers.in(output);
  }

  private static String name(ChannelRef channel) {
    if (channel.problem() != null) {
      return "(unusable)";
    }
    String id = channel.channelId();
    return id == null ? "(asked when it runs)" : id;
  }

  private static void print(
      PrintWriter out, Map<String, Integer> counts, List<ChannelRef> channels, int perMinute) {
    int total = counts.values().stream().mapToInt(Integer::intValue).sum();
    out.println();
    counts.forEach((report, count) -> out.printf(Locale.ROOT, "%,9d  %s%n", count, report));
    out.printf(
        Locale.ROOT,
        "%,9d  requests in all for %,d channel%s: about %s at %,d a minute%n",
        total,
        channels.size(),
        channels.size() == 1 ? "" : "s",
        Durations.inWords(60.0 * total / perMinute),
        perMinute);
    Roster.rivals(channels)
        .forEach(
            (channel, first) ->
                out.printf(
                    "Records '%s' and '%s' claim one channel: the first that Google accepts is"
                        + " used.%n",
                    first, channel.tokenRecord()));
    for (ChannelRef channel : channels) {
      if (channel.problem() != null) {
        out.printf("Record '%s' cannot be used: %s%n", channel.tokenRecord(), channel.problem());
      }
    }
  }
}
