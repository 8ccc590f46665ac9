// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import org.apache.beam.sdk.options.ExperimentalOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** The runner of a pipeline. */
public final class Runners {
  /** Dataflow's name of its Runner v2. */
  private static final String RUNNER_V2 = "use_runner_v2";

  private Runners() {}

  /** Whether the pipeline runs on Dataflow. */
  public static boolean isDataflow(PipelineOptions options) {
    return options.getRunner().getSimpleName().endsWith("DataflowRunner");
  }

  /**
   * Enables Dataflow's Runner v2, before the pipeline is run; other runners ignore this. Only
   * Runner v2 can commit what is fetched at a checkpoint within an element; on the older one, a
   * lost worker fetches everything again.
   */
  public static void enableRunnerV2(PipelineOptions options) {
    ExperimentalOptions.addExperiment(options.as(ExperimentalOptions.class), RUNNER_V2);
  }
}
