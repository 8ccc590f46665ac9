// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a shard's rows into the files of its months. A file that cannot be stored makes the requests
 * fail that speak for days of it; all others go on.
 */
final class ShardStore {
  private static final Logger LOG = LoggerFactory.getLogger(ShardStore.class);

  private final Map<String, MonthFiles> tables = new HashMap<>();

  ShardStore(OutputFiles files, Collection<ReportDefinition> reports) {
    for (ReportDefinition report : reports) {
      tables.put(report.name(), new MonthFiles(files, report));
    }
  }

  /** Stores a shard. Storing the same shard again changes nothing. */
  StoredShard store(FinishedShard shard) {
    List<PendingAnswer> answers = shard.answers().stream().map(PendingAnswer::new).toList();
    String report = shard.shard().report();
    ChannelRef channel = channel(shard);
    Changes changes = Changes.NONE;
    for (Map.Entry<YearMonth, List<PendingAnswer>> month : byMonth(answers).entrySet()) {
      changes =
          changes.plus(store(report, channel, month.getKey(), month.getValue(), runId(shard)));
    }
    return new StoredShard(
        report,
        channel.channelId(),
        channel.contentOwner(),
        changes,
        unconfirmed(report, channel, answers),
        answers.stream().map(PendingAnswer::outcome).toList());
  }

  private Changes store(
      String report,
      ChannelRef channel,
      YearMonth month,
      List<PendingAnswer> answers,
      String runId) {
    String file = report + " " + month;
    try {
      MonthFiles table = tables.get(report);
      String channelId = channel.channelId();
      if (table == null || channelId == null) {
        throw new OutputException(
            table == null ? "no report of this name was announced" : "the channel is not known");
      }
      file = PathName.month(report, month, channelId, channel.contentOwner());
      return table.replace(
          file,
          answers.stream().flatMap(PendingAnswer::days).toList(),
          answers.stream().flatMap(answer -> answer.rows(month)).toList(),
          runId);
    } catch (IOException | RuntimeException e) {
      String line = "cannot store " + file + ": " + Lines.of(e);
      LOG.warn(line);
      LOG.debug("not stored: {}", file, e);
      answers.forEach(answer -> answer.fail(line));
      return Changes.FAILURE;
    }
  }

  /** How many requests were answered without a row over days that have stored rows. */
  private long unconfirmed(String report, ChannelRef channel, List<PendingAnswer> answers) {
    MonthFiles table = tables.get(report);
    String channelId = channel.channelId();
    List<PendingAnswer> empty = answers.stream().filter(PendingAnswer::isEmpty).toList();
    if (table == null || channelId == null || empty.isEmpty()) {
      return 0;
    }
    Map<YearMonth, Set<LocalDate>> stored = new HashMap<>();
    return empty.stream()
        .filter(
            answer ->
                answer
                    .asked()
                    .days()
                    .anyMatch(
                        day ->
                            stored
                                .computeIfAbsent(
                                    YearMonth.from(day),
                                    month ->
                                        table.days(
                                            PathName.month(
                                                report, month, channelId, channel.contentOwner())))
                                .contains(day)))
        .count();
  }

  private static SortedMap<YearMonth, List<PendingAnswer>> byMonth(List<PendingAnswer> answers) {
    SortedMap<YearMonth, List<PendingAnswer>> months = new TreeMap<>();
    for (PendingAnswer answer : answers) {
      Optional<LocalDate> stray = answer.strayDay();
      if (stray.isPresent()) {
        answer.fail("cannot store a row of " + stray.get() + ", which is no answered day");
      } else {
        answer
            .months()
            .forEach(month -> months.computeIfAbsent(month, m -> new ArrayList<>()).add(answer));
      }
    }
    return months;
  }

  /** The channel as the plan or, where only Google could tell, as the answers name it. */
  private static ChannelRef channel(FinishedShard shard) {
    ChannelRef planned = shard.shard().channel();
    if (planned.channelId() != null) {
      return planned;
    }
    return shard.answers().stream()
        .map(FinishedShard.Answer::outcome)
        .filter(outcome -> outcome.channelId() != null)
        .findFirst()
        .map(known -> named(planned, known))
        .orElse(planned);
  }

  private static ChannelRef named(ChannelRef planned, Outcome known) {
    String owner = planned.contentOwner();
    return new ChannelRef(
        planned.tokenRecord(),
        known.channelId(),
        owner == null ? known.contentOwner() : owner,
        planned.problem());
  }

  private static String runId(FinishedShard shard) {
    return shard.answers().stream()
        .map(answer -> answer.outcome().runId())
        .findFirst()
        .orElse("unknown");
  }
}
