// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.row.ReplaceScope;
import io.analytix.beam.row.ReportSchema;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** An answer on its way into files: what it speaks for, and whether it got there. */
final class PendingAnswer {
  private final ReportSchema table;
  private final FinishedShard.Answer answer;
  private @Nullable String failure;

  PendingAnswer(ReportSchema table, FinishedShard.Answer answer) {
    this.table = table;
    this.answer = answer;
  }

  /** Whether the API gave no row. */
  boolean isEmpty() {
    return answer.outcome().status() == Status.EMPTY;
  }

  /** What was asked for. */
  ReplaceScope asked() {
    return answer.asked();
  }

  /** What it replaces; nothing if it was empty, failed or was deferred. */
  Stream<ReplaceScope> answered() {
    return answer.answered().stream();
  }

  /** Where the rows lie that it replaces. */
  Stream<FileKey> places() {
    return answered().flatMap(answered -> FileKey.of(table, answered));
  }

  /** Its rows at a place. */
  Stream<Row> rows(FileKey place) {
    return answer.rows().stream().filter(row -> FileKey.of(table, row).equals(place));
  }

  /** What it has a row of and does not speak for: then nothing of it may be stored. */
  Optional<String> stray() {
    return answer.rows().stream()
        .filter(row -> answered().noneMatch(answered -> table.isAnsweredBy(answered, row)))
        .map(row -> table.isSnapshot() ? "a video" : table.period(row).toString())
        .findFirst();
  }

  /** Notes that rows of it could not be stored; the first reason counts. */
  void fail(String line) {
    if (failure == null) {
      failure = line;
    }
  }

  /** How its request ended in the end. */
  Outcome outcome() {
    return failure == null ? answer.outcome() : answer.outcome().notStored(failure);
  }
}
