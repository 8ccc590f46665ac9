// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.TableRow;
import com.google.api.services.bigquery.model.TableSchema;
import io.analytix.beam.pipelines.bigquery.sql.DatasetName;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.storage.LockOwner;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.gcp.bigquery.DynamicDestinations;
import org.apache.beam.sdk.io.gcp.bigquery.TableDestination;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.ValueInSingleWindow;
import org.jspecify.annotations.Nullable;

/**
 * The destinations of staged rows: the staging tables of the run. Their names contain the token of
 * the lock owner, so nothing is loaded before the lock is taken.
 */
final class StagingDestinations extends DynamicDestinations<KV<String, TableRow>, String> {
  private static final long serialVersionUID = 1L;

  private final DatasetName dataset;
  private final HashMap<String, TableShape> shapes;
  private final PCollectionView<LockOwner> holder;

  StagingDestinations(DatasetPlan plan, PCollectionView<LockOwner> holder) {
    this.dataset = plan.dataset();
    this.shapes = new HashMap<>(plan.staged());
    this.holder = holder;
  }

  @Override
  public List<PCollectionView<?>> getSideInputs() {
    return List.of(holder);
  }

  @Override
  public String getDestination(@Nullable ValueInSingleWindow<KV<String, TableRow>> element) {
    KV<String, TableRow> row = Objects.requireNonNull(Objects.requireNonNull(element).getValue());
    return Objects.requireNonNull(row.getKey());
  }

  @Override
  public Coder<String> getDestinationCoder() {
    return StringUtf8Coder.of();
  }

  @Override
  public TableDestination getTable(String table) {
    String name = StagingTables.name(sideInput(holder).token(), table);
    return new TableDestination(dataset.spec(name), null);
  }

  @Override
  public TableSchema getSchema(String table) {
    return TableResources.schema(Objects.requireNonNull(shapes.get(table)));
  }
}
