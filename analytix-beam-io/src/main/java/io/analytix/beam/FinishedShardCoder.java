// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.plan.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Encodes finished shards. Rows are encoded by the schema of their report, which is not encoded.
 */
final class FinishedShardCoder extends CustomCoder<FinishedShard> {
  private static final Coder<Shard> SHARD = new ShardCoder();
  private static final Coder<Row> OUTCOME = RowCoder.of(OutcomeRow.SCHEMA);
  private static final Coder<List<String>> VIDEOS = ListCoder.of(StringUtf8Coder.of());

  private final LinkedHashMap<String, RowCoder> rows = new LinkedHashMap<>();

  /** Creates a coder of shards of these reports, each with the schema of its rows. */
  FinishedShardCoder(Map<String, Schema> schemas) {
    schemas.forEach((report, schema) -> rows.put(report, RowCoder.of(schema)));
  }

  @Override
  public void encode(FinishedShard value, OutputStream out) throws IOException {
    SHARD.encode(value.shard(), out);
    RowCoder row = coder(value.shard().report());
    VarIntCoder.of().encode(value.answers().size(), out);
    for (FinishedShard.Answer answer : value.answers()) {
      OUTCOME.encode(OutcomeRow.of(answer.outcome()), out);
      VIDEOS.encode(answer.videos(), out);
      VarIntCoder.of().encode(answer.rows().size(), out);
      for (Row r : answer.rows()) {
        row.encode(r, out);
      }
    }
  }

  @Override
  public FinishedShard decode(InputStream in) throws IOException {
    Shard shard = SHARD.decode(in);
    RowCoder row = coder(shard.report());
    int count = VarIntCoder.of().decode(in);
    List<FinishedShard.Answer> answers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Outcome outcome = OutcomeRow.read(OUTCOME.decode(in));
      List<String> videos = VIDEOS.decode(in);
      int size = VarIntCoder.of().decode(in);
      List<Row> table = new ArrayList<>(size);
      for (int j = 0; j < size; j++) {
        table.add(row.decode(in));
      }
      answers.add(new FinishedShard.Answer(outcome, table, videos));
    }
    return new FinishedShard(shard, answers);
  }

  private RowCoder coder(String report) throws IOException {
    RowCoder coder = rows.get(report);
    if (coder == null) {
      throw new IOException("no schema for report '" + report + "'");
    }
    return coder;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FinishedShardCoder that && rows.equals(that.rows);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }

  @Override
  public void verifyDeterministic() throws NonDeterministicException {
    throw new NonDeterministicException(this, "rows need not be encoded deterministically");
  }
}
