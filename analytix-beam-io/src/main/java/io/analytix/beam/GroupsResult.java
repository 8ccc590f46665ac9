// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.outcome.Outcome;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;

/** What a read of groups gives. Bounded, in the global window. */
public final class GroupsResult implements POutput {
  private final PCollection<Row> rows;
  private final PCollection<Outcome> outcomes;

  GroupsResult(PCollection<Row> rows, PCollection<Outcome> outcomes) {
    this.rows = rows;
    this.outcomes = outcomes;
  }

  /**
   * The table: {@code token_record}, {@code channel_id} (null for a content owner, or where the
   * record pins none), {@code content_owner}, the group's or member's own columns, {@code
   * fetched_at}, {@code run_id}.
   */
  public PCollection<Row> rows() {
    return rows;
  }

  /** One outcome a token record; its days are the Pacific day of the run. */
  public PCollection<Outcome> outcomes() {
    return outcomes;
  }

  @Override
  public Pipeline getPipeline() {
    return rows.getPipeline();
  }

  @Override
  public Map<TupleTag<?>, PValue> expand() {
    return Map.of(FetchGroupsFn.ROWS, rows, FetchGroupsFn.OUTCOMES, outcomes);
  }

  @Override
  public void finishSpecifyingOutput(
      String transformName, PInput input, PTransform<?, ?> transform) {}
}
