// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.pipelines.storage.StoreChanges;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** Encodes stored shards: the counts in their order, the outcomes as rows. */
final class StoredShardCoder extends AtomicCoder<StoredShard> {
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<@Nullable String> OPTIONAL_TEXT = NullableCoder.of(TEXT);
  private static final Coder<Row> OUTCOME = RowCoder.of(OutcomeRow.SCHEMA);
  private static final VarLongCoder COUNT = VarLongCoder.of();

  @Override
  public void encode(StoredShard value, OutputStream out) throws IOException {
    TEXT.encode(value.report(), out);
    OPTIONAL_TEXT.encode(value.channelId(), out);
    OPTIONAL_TEXT.encode(value.contentOwner(), out);
    StoreChanges changes = value.changes();
    COUNT.encode(changes.filesWritten(), out);
    COUNT.encode(changes.filesUntouched(), out);
    COUNT.encode(changes.filesDeleted(), out);
    COUNT.encode(changes.rowsInserted(), out);
    COUNT.encode(changes.rowsUpdated(), out);
    COUNT.encode(changes.rowsDeleted(), out);
    COUNT.encode(changes.rowsUnchanged(), out);
    COUNT.encode(changes.storeFailures(), out);
    COUNT.encode(value.unconfirmed(), out);
    VarIntCoder.of().encode(value.outcomes().size(), out);
    for (Outcome outcome : value.outcomes()) {
      OUTCOME.encode(OutcomeRow.of(outcome), out);
    }
  }

  @Override
  public StoredShard decode(InputStream in) throws IOException {
    String report = TEXT.decode(in);
    String channelId = OPTIONAL_TEXT.decode(in);
    String contentOwner = OPTIONAL_TEXT.decode(in);
    StoreChanges changes =
        new StoreChanges(
            COUNT.decode(in),
            COUNT.decode(in),
            COUNT.decode(in),
            COUNT.decode(in),
            COUNT.decode(in),
            COUNT.decode(in),
            COUNT.decode(in),
            COUNT.decode(in));
    long unconfirmed = COUNT.decode(in);
    int size = VarIntCoder.of().decode(in);
    List<Outcome> outcomes = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      outcomes.add(OutcomeRow.read(OUTCOME.decode(in)));
    }
    return new StoredShard(report, channelId, contentOwner, changes, unconfirmed, outcomes);
  }
}
