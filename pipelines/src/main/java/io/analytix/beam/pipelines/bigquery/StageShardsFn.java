// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static java.time.temporal.ChronoUnit.MILLIS;

import com.google.api.services.bigquery.model.TableRow;
import io.analytix.beam.FinishedShard;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.bigquery.sql.ReplaceScopeTable;
import io.analytix.beam.pipelines.bigquery.sql.ReplacedIds;
import io.analytix.beam.pipelines.bigquery.sql.ReportReplaceScope;
import io.analytix.beam.row.ReplaceScope;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryUtils;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Splits shards into the staging rows of reports and scopes, and the combined scope of each report.
 * Rows of an unknown channel are not staged.
 */
final class StageShardsFn extends DoFn<FinishedShard, KV<String, TableRow>> {
  private static final long serialVersionUID = 1L;

  /** Rows by staging table. */
  static final TupleTag<KV<String, TableRow>> ROWS = new TupleTag<>("rows") {};

  /** The scopes of the responses of a report, by its name. */
  static final TupleTag<KV<String, ReportReplaceScope>> ANSWERS = new TupleTag<>("answers") {};

  @ProcessElement
  public void process(@Element FinishedShard shard, MultiOutputReceiver out) {
    for (FinishedShard.Answer answer : shard.answers()) {
      Optional<ReplaceScope> scope = answer.replaceScope();
      if (scope.isPresent() && answer.outcome().channelId() != null) {
        stage(shard.shard().report(), answer, scope.get(), out);
      }
    }
  }

  private static void stage(
      String report, FinishedShard.Answer answer, ReplaceScope scope, MultiOutputReceiver out) {
    answer
        .rows()
        .forEach(row -> out.get(ROWS).output(KV.of(report, BigQueryUtils.toTableRow(row))));
    if (scope.ids().isEmpty()) {
      out.get(ROWS).output(KV.of(ReplaceScopeTable.NAME, line(report, answer.outcome(), scope)));
    }
    for (String id : List.copyOf(scope.ids())) {
      TableRow line = line(report, answer.outcome(), scope).set(ReplaceScopeTable.ITEM, id);
      out.get(ROWS).output(KV.of(ReplaceScopeTable.NAME, line));
    }
    out.get(ANSWERS)
        .output(
            KV.of(
                report,
                new ReportReplaceScope(
                    scope.days().first(),
                    scope.days().last(),
                    scope.ids().isEmpty() ? ReplacedIds.ALL : ReplacedIds.NAMED,
                    answer.rows().size())));
  }

  private static TableRow line(String report, Outcome outcome, ReplaceScope scope) {
    return new TableRow()
        .set(ReplaceScopeTable.REPORT, report)
        .set(ReplaceScopeTable.CHANNEL_ID, outcome.channelId())
        .set(ReplaceScopeTable.CONTENT_OWNER, outcome.contentOwner())
        .set(ReplaceScopeTable.FIRST, scope.days().first().toString())
        .set(ReplaceScopeTable.LAST, scope.days().last().toString())
        .set(ReplaceScopeTable.ANSWERED_AT, outcome.finishedAt().truncatedTo(MILLIS).toString())
        .set(ReplaceScopeTable.RUN_ID, outcome.runId());
  }
}
