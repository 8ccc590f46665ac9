// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.row.ReplaceScope;
import io.analytix.beam.row.ReportSchema;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** A response that is being stored: its scope, and whether it was stored. */
final class PendingAnswer {
  private final ReportSchema table;
  private final FinishedShard.Answer answer;
  private @Nullable Problem failure;

  PendingAnswer(ReportSchema table, FinishedShard.Answer answer) {
    this.table = table;
    this.answer = answer;
  }

  /** Whether the response has no row. */
  boolean isEmpty() {
    return answer.outcome().status() == Status.EMPTY;
  }

  /** The scope of the request. */
  ReplaceScope requestedScope() {
    return answer.requestedScope();
  }

  /** The scope that it replaces; none if it was empty, failed or was deferred. */
  Stream<ReplaceScope> replaceScope() {
    return answer.replaceScope().stream();
  }

  /** The files with rows that it replaces. */
  Stream<FileKey> files() {
    return replaceScope().flatMap(scope -> FileKey.of(table, scope));
  }

  /** Its rows in a file. */
  Stream<Row> rows(FileKey key) {
    return answer.rows().stream().filter(row -> FileKey.of(table, row).equals(key));
  }

  /** The period of a row outside of its scope: then none of its rows is stored. */
  Optional<String> uncovered() {
    return answer.rows().stream()
        .filter(row -> replaceScope().noneMatch(scope -> table.isInScope(scope, row)))
        .map(row -> table.period(row).map(DateRange::toString).orElse("a video"))
        .findFirst();
  }

  /**
   * Why rows were not stored.
   *
   * @param remedy what the user can do
   */
  record Problem(String line, String remedy) {}

  /** Marks it as not stored; the first reason is kept. */
  void fail(Problem problem) {
    if (failure == null) {
      failure = problem;
    }
  }

  /** The final outcome of its request. */
  Outcome outcome() {
    return failure == null
        ? answer.outcome()
        : answer.outcome().notStored(failure.line(), failure.remedy());
  }
}
