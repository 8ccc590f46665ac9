// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.TableRow;
import io.analytix.beam.FinishedShard;
import io.analytix.beam.outcome.Outcome;
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

  /** The scopes that the responses cover, by report. */
  static final TupleTag<KV<String, ReportReplaceScope>> ANSWERS = new TupleTag<>("answers") {};

  @ProcessElement
  public void process(@Element FinishedShard shard, MultiOutputReceiver out) {
    for (FinishedShard.Answer answer : shard.answers()) {
      Optional<ReplaceScope> answered = answer.answered();
      if (answered.isPresent() && answer.outcome().channelId() != null) {
        stage(shard.shard().report(), answer, answered.get(), out);
      }
    }
  }

  private static void stage(
      String report, FinishedShard.Answer answer, ReplaceScope answered, MultiOutputReceiver out) {
    answer
        .rows()
        .forEach(row -> out.get(ROWS).output(KV.of(report, BigQueryUtils.toTableRow(row))));
    if (answered.videos().isEmpty()) {
      out.get(ROWS).output(KV.of(ReplaceScopeTable.NAME, line(report, answer.outcome(), answered)));
    }
    for (String video : List.copyOf(answered.videos())) {
      TableRow line = line(report, answer.outcome(), answered).set(ReplaceScopeTable.ITEM, video);
      out.get(ROWS).output(KV.of(ReplaceScopeTable.NAME, line));
    }
    out.get(ANSWERS)
        .output(
            KV.of(
                report,
                new ReportReplaceScope(
                    answered.days().first(),
                    answered.days().last(),
                    answered.videos().isEmpty() ? ReplacedIds.ALL : ReplacedIds.NAMED,
                    answer.rows().size())));
  }

  private static TableRow line(String report, Outcome outcome, ReplaceScope answered) {
    return new TableRow()
        .set(ReplaceScopeTable.REPORT, report)
        .set(ReplaceScopeTable.CHANNEL_ID, outcome.channelId())
        .set(ReplaceScopeTable.CONTENT_OWNER, outcome.contentOwner())
        .set(ReplaceScopeTable.FIRST, answered.days().first().toString())
        .set(ReplaceScopeTable.LAST, answered.days().last().toString());
  }
}
