// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import org.apache.beam.sdk.options.ExperimentalOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Dataflow's Runner v2. The lane pauses itself about every minute so that the runner commits what
 * is fetched; only Runner v2 can do so in the middle of an element. On the older one a lost worker
 * begins the lane anew.
 */
public final class DataflowRunnerV2 {
  /** What Dataflow calls it. */
  public static final String EXPERIMENT = "use_runner_v2";

  private DataflowRunnerV2() {}

  /** Asks for it, before the pipeline is run; other runners than Dataflow's take no notice. */
  public static void enable(PipelineOptions options) {
    ExperimentalOptions.addExperiment(options.as(ExperimentalOptions.class), EXPERIMENT);
  }
}
