// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.outcome.Outcome;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/** How each request ended in the end, once it is known of which reports nothing could be stored. */
final class OutcomesFn extends DoFn<FinishedShard, Outcome> {
  private static final long serialVersionUID = 1L;

  private final PCollectionView<Map<String, String>> failures;

  OutcomesFn(PCollectionView<Map<String, String>> failures) {
    this.failures = failures;
  }

  @ProcessElement
  public void process(ProcessContext context) {
    FinishedShard shard = context.element();
    String failure = context.sideInput(failures).get(shard.shard().report());
    for (FinishedShard.Answer answer : shard.answers()) {
      context.output(inTheEnd(answer, failure));
    }
  }

  private static Outcome inTheEnd(FinishedShard.Answer answer, @Nullable String failure) {
    Outcome outcome = answer.outcome();
    if (answer.rows().isEmpty()) {
      return outcome;
    }
    if (outcome.channelId() == null) {
      return outcome.notStored("cannot store " + outcome.report() + ": the channel is not known");
    }
    return failure == null ? outcome : outcome.notStored(failure);
  }
}
