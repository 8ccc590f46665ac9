// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.pipelines.output.ChannelTable;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.ListedFile;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.plan.DateRange;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the files of snapshots that no response has refreshed lately. Outcomes are read run by run,
 * the newest first, until each file is refreshed: usually those of one night are enough.
 */
final class RefreshedSnapshots {
  /** A run may take so long that its id is older than its responses. */
  private static final long MAX_DAYS_OF_A_RUN = 2;

  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final ParquetOutput output;

  RefreshedSnapshots(ParquetOutput output) {
    this.output = output;
  }

  /** The files without a response with rows after {@code since}. */
  List<ChannelTable> notRefreshedSince(Instant since) throws IOException {
    Set<ChannelTable> stored = stored();
    for (String runId : OutcomeReader.runsSince(output, daysBefore(since))) {
      if (stored.isEmpty()) {
        break;
      }
      OutcomeReader.read(
          output,
          runId,
          requestsOf(stored),
          (outcome, query) -> {
            String channel = outcome.channelId();
            if (channel != null
                && outcome.status().hasRows()
                && outcome.finishedAt().isAfter(since)) {
              stored.remove(
                  new ChannelTable(
                      outcome.report(), new ChannelIdentity(channel, outcome.contentOwner())));
            }
          },
          FolderReader.DamagedFileHandler.FAIL);
    }
    return List.copyOf(stored);
  }

  private static Instant daysBefore(Instant since) {
    return since.atOffset(ZoneOffset.UTC).minusDays(MAX_DAYS_OF_A_RUN).toInstant();
  }

  /** A snapshot is requested for the last day of its run, which may be any. */
  private static Map<String, DateRange> requestsOf(Set<ChannelTable> stored) {
    Map<String, DateRange> requests = new HashMap<>();
    DateRange any = new DateRange(LocalDate.EPOCH, LAST_DAY);
    stored.forEach(file -> requests.put(file.table(), any));
    return requests;
  }

  /** The files of all snapshots: only their tables have no folders of months. */
  private Set<ChannelTable> stored() throws IOException {
    Set<ChannelTable> stored =
        new TreeSet<>(
            Comparator.comparing(ChannelTable::table)
                .thenComparing(one -> one.channel().channelId())
                .thenComparing(one -> String.valueOf(one.channel().contentOwner())));
    FileStore files = output.files();
    for (String table : files.folders("")) {
      if (!table.startsWith("_") && files.folders(table).isEmpty()) {
        for (ListedFile file : files.list(table)) {
          OutputPaths.channelOf(file.name())
              .ifPresent(channel -> stored.add(new ChannelTable(table, channel)));
        }
      }
    }
    return stored;
  }
}
