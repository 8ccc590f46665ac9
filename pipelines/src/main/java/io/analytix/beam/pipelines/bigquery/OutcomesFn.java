// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.FinishedShard;
import io.analytix.beam.outcome.Outcome;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;
import org.jspecify.annotations.Nullable;

/**
 * Determines the final outcome of each request, once the reports that could not be stored are
 * known.
 */
final class OutcomesFn extends DoFn<FinishedShard, Outcome> {
  private static final long serialVersionUID = 1L;

  private final PCollectionView<Map<String, ReplacedReport>> failures;

  OutcomesFn(PCollectionView<Map<String, ReplacedReport>> failures) {
    this.failures = failures;
  }

  @ProcessElement
  public void process(ProcessContext context) {
    FinishedShard shard = context.element();
    ReplacedReport failure = context.sideInput(failures).get(shard.shard().report());
    for (FinishedShard.Answer answer : shard.answers()) {
      context.output(finalOutcome(answer, failure));
    }
  }

  private static Outcome finalOutcome(
      FinishedShard.Answer answer, @Nullable ReplacedReport failed) {
    Outcome outcome = answer.outcome();
    if (answer.replaceScope().isEmpty()) {
      return outcome;
    }
    if (outcome.channelId() == null) {
      return outcome.notStored("cannot store " + outcome.report() + ": the channel is unknown");
    }
    return failed == null ? outcome : failed.finalOutcome(outcome);
  }
}
