// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.storage.DamagedFileException;
import io.analytix.beam.pipelines.storage.FileErrors;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.pipelines.storage.OutputPaths;
import io.analytix.beam.pipelines.storage.StoreChanges;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.beam.sdk.values.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of shards to their files. If a file cannot be stored, the requests that cover
 * rows of it fail; others are not affected.
 */
final class ShardWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ShardWriter.class);

  private final Map<String, ReportFiles> tables = new HashMap<>();

  ShardWriter(FileStore files, Collection<? extends TableDefinition> reports) {
    for (TableDefinition report : reports) {
      tables.put(report.name(), new ReportFiles(files, report));
    }
  }

  /** Stores a shard. The operation is idempotent. */
  StoredShard store(FinishedShard shard) {
    ChannelRef channel = channel(shard);
    String report = shard.shard().report();
    ReportFiles files = tables.get(report);
    String channelId = channel.channelId();
    if (files == null || channelId == null) {
      String reason = files == null ? "no report has this name" : "the channel is unknown";
      return notStored(shard, channel, "cannot store " + report + ": " + reason);
    }
    ReportSchema table = files.table();
    List<PendingAnswer> answers =
        shard.answers().stream().map(answer -> new PendingAnswer(table, answer)).toList();
    Function<FileKey, String> path =
        place -> OutputPaths.file(report, place.month(), channelId, channel.contentOwner());
    StoreChanges changes = StoreChanges.NONE;
    for (Map.Entry<FileKey, List<PendingAnswer>> key : byFile(answers).entrySet()) {
      String file = path.apply(key.getKey());
      changes = changes.plus(store(files, file, key.getKey(), key.getValue(), runId(shard)));
    }
    return new StoredShard(
        report,
        channelId,
        channel.contentOwner(),
        changes,
        unconfirmed(files, path, answers),
        answers.stream().map(PendingAnswer::outcome).toList());
  }

  /** The result for a shard whose rows cannot be stored. */
  private static StoredShard notStored(FinishedShard shard, ChannelRef channel, String line) {
    List<Outcome> outcomes =
        shard.answers().stream()
            .map(a -> a.replaceScope().isEmpty() ? a.outcome() : a.outcome().notStored(line))
            .toList();
    boolean rows = shard.answers().stream().anyMatch(answer -> !answer.rows().isEmpty());
    if (rows) {
      LOG.warn(line);
    }
    return new StoredShard(
        shard.shard().report(),
        channel.channelId(),
        channel.contentOwner(),
        rows ? StoreChanges.FAILURE : StoreChanges.NONE,
        0,
        outcomes);
  }

  private static StoreChanges store(
      ReportFiles files, String file, FileKey key, List<PendingAnswer> answers, String runId) {
    try {
      return files.replace(
          file,
          answers.stream().flatMap(PendingAnswer::replaceScope).toList(),
          answers.stream().flatMap(answer -> answer.rows(key)).toList(),
          runId);
    } catch (IOException | RuntimeException e) {
      String line = "cannot store " + file + ": " + FileErrors.of(e);
      LOG.warn(line);
      LOG.debug("not stored: {}", file, e);
      answers.forEach(answer -> answer.fail(new PendingAnswer.Problem(line, remedy(file, e))));
      return StoreChanges.FAILURE;
    }
  }

  private static String remedy(String file, Exception failure) {
    if (failure instanceof DamagedFileException) {
      return "Set the file aside with 'analytix output check "
          + file
          + " --setAside --output=…', then run again with the dates of its month.";
    }
    return failure instanceof IOException || failure instanceof OutputException
        ? "Correct the output as the message says, then run again."
        : Cause.INTERNAL.remedy();
  }

  /** The number of empty responses for which rows are stored. */
  private static long unconfirmed(
      ReportFiles files, Function<FileKey, String> path, List<PendingAnswer> answers) {
    Map<FileKey, List<Row>> stored = new HashMap<>();
    Function<FileKey, List<Row>> rows =
        key -> stored.computeIfAbsent(key, any -> files.readable(path.apply(any)));
    ReportSchema table = files.table();
    return answers.stream()
        .filter(PendingAnswer::isEmpty)
        .map(PendingAnswer::requestedScope)
        .filter(
            scope ->
                FileKey.of(table, scope)
                    .flatMap(key -> rows.apply(key).stream())
                    .anyMatch(row -> table.isInScope(scope, row)))
        .count();
  }

  private static SortedMap<FileKey, List<PendingAnswer>> byFile(List<PendingAnswer> answers) {
    SortedMap<FileKey, List<PendingAnswer>> files = new TreeMap<>();
    for (PendingAnswer answer : answers) {
      Optional<String> uncovered = answer.uncovered();
      if (uncovered.isPresent()) {
        answer.fail(
            new PendingAnswer.Problem(
                "cannot store a row of " + uncovered.get() + ", which the response does not cover",
                Cause.INTERNAL.remedy()));
      } else {
        answer
            .files()
            .forEach(key -> files.computeIfAbsent(key, p -> new ArrayList<>()).add(answer));
      }
    }
    return files;
  }

  /** The channel from the plan or, if the plan has no channel id, from the outcomes. */
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
