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
import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.row.ReplaceScope;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryUtils;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.Row;

/**
 * Splits shards into files of the staging rows of reports and scopes, and the combined scope of
 * each report. Rows of an unknown channel are not staged.
 */
final class StageShardsFn extends StageRowsFn<FinishedShard> {
  private static final long serialVersionUID = 1L;

  StageShardsFn(DatasetPlan plan, PCollectionView<LockOwner> holder) {
    super(plan, holder);
  }

  @Override
  void stage(FinishedShard shard) throws IOException {
    for (FinishedShard.Answer answer : shard.answers()) {
      Optional<ReplaceScope> scope = answer.replaceScope();
      if (scope.isPresent() && answer.outcome().channelId() != null) {
        stage(shard.shard().report(), answer, scope.get());
      }
    }
  }

  private void stage(String report, FinishedShard.Answer answer, ReplaceScope scope)
      throws IOException {
    for (Row row : answer.rows()) {
      add(report, BigQueryUtils.toTableRow(row));
    }
    if (scope.ids().isEmpty()) {
      add(ReplaceScopeTable.NAME, line(report, answer.outcome(), scope));
    }
    for (String id : List.copyOf(scope.ids())) {
      add(
          ReplaceScopeTable.NAME,
          line(report, answer.outcome(), scope).set(ReplaceScopeTable.ITEM, id));
    }
    add(
        report,
        new ReportReplaceScope(
            scope.days().first(),
            scope.days().last(),
            scope.ids().isEmpty() ? ReplacedIds.ALL : ReplacedIds.NAMED,
            answer.rows().size()));
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
