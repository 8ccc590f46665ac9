// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import java.time.Clock;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Redistribute;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionView;

/** Draws the run id when the job runs, so that no two runs of one graph have the same. */
final class DrawRunId extends PTransform<PBegin, PCollectionView<String>> {
  @Override
  public PCollectionView<String> expand(PBegin begin) {
    return begin
        .apply("Start", Impulse.create())
        .apply("Draw", ParDo.of(new DrawFn()))
        .setCoder(StringUtf8Coder.of())
        // A retried bundle must not draw another one.
        .apply("Fix", Redistribute.<String>arbitrarily().withNumBuckets(1))
        .apply("RunId", View.asSingleton());
  }

  private static final class DrawFn extends DoFn<byte[], String> {
    @ProcessElement
    public void process(OutputReceiver<String> out) {
      out.output(RunIds.draw(Clock.systemUTC().instant()));
    }
  }
}
