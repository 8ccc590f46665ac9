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

/** The response of one request while its rows are stored. */
final class PendingAnswer {
  private final ReportSchema table;
  private final FinishedShard.Answer answer;
  private @Nullable String failure;

  PendingAnswer(ReportSchema table, FinishedShard.Answer answer) {
    this.table = table;
    this.answer = answer;
  }

  /** Whether the response has no rows. */
  boolean isEmpty() {
    return answer.outcome().status() == Status.EMPTY;
  }

  /** The scope of the request. */
  ReplaceScope requested() {
    return answer.asked();
  }

  /** The scope that it replaces; none if it was empty, failed or was deferred. */
  Stream<ReplaceScope> answered() {
    return answer.answered().stream();
  }

  /** The files of the rows that it replaces. */
  Stream<FileKey> files() {
    return answered().flatMap(answered -> FileKey.of(table, answered));
  }

  /** Its rows in a file. */
  Stream<Row> rows(FileKey key) {
    return answer.rows().stream().filter(row -> FileKey.of(table, row).equals(key));
  }

  /** A row that its scope does not cover, if any; then none of its rows may be stored. */
  Optional<String> uncovered() {
    return answer.rows().stream()
        .filter(row -> answered().noneMatch(answered -> table.isAnsweredBy(answered, row)))
        .map(row -> table.isSnapshot() ? "a video" : table.period(row).toString())
        .findFirst();
  }

  /** Records that its rows could not be stored; the first reason is kept. */
  void fail(String line) {
    if (failure == null) {
      failure = line;
    }
  }

  /** The final outcome of its request. */
  Outcome outcome() {
    return failure == null ? answer.outcome() : answer.outcome().notStored(failure);
  }
}
