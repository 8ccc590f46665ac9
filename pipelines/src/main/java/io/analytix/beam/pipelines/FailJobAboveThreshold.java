// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.util.Map;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * The last step of a job: fails it if too many requests failed. Its input has one element per
 * stored outcome, true for a failure, and it starts after the last element: so all fetched data is
 * stored whether or not the job fails.
 */
final class FailJobAboveThreshold extends PTransform<PCollection<Boolean>, PDone> {
  private static final long serialVersionUID = 1L;

  private final FailureThreshold limit;

  private FailJobAboveThreshold(FailureThreshold limit) {
    this.limit = limit;
  }

  static FailJobAboveThreshold limit(FailureThreshold limit) {
    return new FailJobAboveThreshold(limit);
  }

  @Override
  public PDone expand(PCollection<Boolean> failures) {
    PCollectionView<Map<Boolean, Long>> counts =
        failures.apply("Count", Count.perElement()).apply("Counts", View.asMap());
    failures
        .getPipeline()
        .apply("OnceAllIsStored", Create.of(limit.text()))
        .apply("Judge", ParDo.of(new JudgeFn(limit, counts)).withSideInputs(counts));
    return PDone.in(failures.getPipeline());
  }

  private static final class JudgeFn extends DoFn<String, Void> {
    private static final long serialVersionUID = 1L;

    private final FailureThreshold limit;
    private final PCollectionView<Map<Boolean, Long>> counts;

    JudgeFn(FailureThreshold limit, PCollectionView<Map<Boolean, Long>> counts) {
      this.limit = limit;
      this.counts = counts;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      Map<Boolean, Long> counted = context.sideInput(counts);
      long failed = counted.getOrDefault(true, 0L);
      long all = failed + counted.getOrDefault(false, 0L);
      if (limit.isExceeded(failed, all)) {
        throw new TooManyFailuresException(limit.refusal(failed, all));
      }
    }
  }
}
