// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.run;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.pipelines.AnalytixOptions;
import io.analytix.beam.pipelines.output.ChannelTable;
import io.analytix.beam.pipelines.output.Output;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names the rows of snapshots that YouTube's terms no longer allow to keep: those that no response
 * has refreshed for 30 days, because a record was removed, a consent has ended, or the report is no
 * longer requested.
 */
final class ExpiredRows {
  private static final Duration MAX_AGE = Duration.ofDays(30);

  private ExpiredRows() {}

  /** One line for each channel that has such rows, with the command that removes them. */
  static List<String> notes(Output output, AnalytixOptions options, Instant now)
      throws IOException {
    Map<ChannelIdentity, Set<String>> tables = new LinkedHashMap<>();
    Instant since = now.minus(MAX_AGE).truncatedTo(ChronoUnit.MILLIS);
    for (ChannelTable rows : output.notRefreshedSince(since)) {
      tables.computeIfAbsent(rows.channel(), any -> new TreeSet<>()).add(rows.table());
    }
    return tables.entrySet().stream()
        .map(entry -> note(entry.getKey(), entry.getValue(), options))
        .toList();
  }

  private static String note(ChannelIdentity channel, Set<String> tables, AnalytixOptions options) {
    String owner = channel.contentOwner();
    String name = owner == null ? channel.channelId() : channel.channelId() + "@" + owner;
    String dataset = options.getOutputDataset();
    return "the rows of %s in %s were last refreshed more than %d days ago, and YouTube's terms"
            .formatted(name, String.join(", ", tables), MAX_AGE.toDays())
        + " want them refreshed or deleted: request them again, or run 'analytix channels forget "
        + "%s --rows --tables=%s --tokenRecords=%s %s'"
            .formatted(
                name,
                String.join(",", tables),
                options.getTokenRecords(),
                dataset == null ? "--output=" + options.getOutput() : "--outputDataset=" + dataset);
  }
}
