// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.storage.LockOwner;
import java.io.IOException;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryUtils;
import org.apache.beam.sdk.values.PCollectionView;

/** Writes outcomes into files for a load job. */
final class StageOutcomesFn extends StageRowsFn<Outcome> {
  private static final long serialVersionUID = 1L;

  StageOutcomesFn(DatasetPlan plan, PCollectionView<LockOwner> holder) {
    super(plan, holder);
  }

  @Override
  void stage(Outcome outcome) throws IOException {
    add(TableShape.OUTCOMES, BigQueryUtils.toTableRow(OutcomeRow.of(outcome)));
  }
}
