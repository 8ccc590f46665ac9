// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.report.DerivedTable;
import io.analytix.beam.row.ReportSchema;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.jspecify.annotations.Nullable;

/** Makes one shard per channel of derived rows: no two shards may write the same file. */
final class DeriveTable extends PTransform<PCollection<DerivedRows>, ReadResult> {
  private final DerivedTable table;
  private final transient @Nullable PCollectionView<String> runId;

  DeriveTable(DerivedTable table, @Nullable PCollectionView<String> runId) {
    this.table = table;
    this.runId = runId;
  }

  @Override
  public ReadResult expand(PCollection<DerivedRows> rows) {
    PCollectionView<String> run =
        runId == null
            ? rows.getPipeline().apply("RunIdOf " + table.name(), new DrawRunId())
            : runId;
    PCollection<FinishedShard> shards =
        rows.apply(
                "ByChannel",
                MapElements.into(
                        TypeDescriptors.kvs(
                            TypeDescriptors.strings(), TypeDescriptor.of(DerivedRows.class)))
                    .via(DeriveTable::keyed))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(DerivedRows.class)))
            .apply("GroupChannels", GroupByKey.create())
            .apply("MakeShards", ParDo.of(new MakeShardsFn(table, run)).withSideInputs(run))
            .setCoder(
                new FinishedShardCoder(Map.of(table.name(), ReportSchema.of(table).schema())));
    return ReadResult.of(shards, List.of(table));
  }

  private static KV<String, DerivedRows> keyed(DerivedRows rows) {
    String owner = rows.contentOwner();
    return KV.of(owner == null ? rows.channelId() : rows.channelId() + "@" + owner, rows);
  }
}
