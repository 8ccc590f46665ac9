// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.PipelineOptions;

/** Runners whose steps run in the process that starts the job. */
public final class EmbeddedRunner {
  /** The Flink runner's own option, known here without that runner. */
  public interface FlinkMaster extends PipelineOptions {
    @Default.String("[auto]")
    String getFlinkMaster();

    void setFlinkMaster(String value);
  }

  private EmbeddedRunner() {}

  /** Whether all steps run in this process: on the local runner, or on Flink at {@code [local]}. */
  public static boolean isUsed(PipelineOptions options) {
    return isDirect(options)
        || (options.getRunner().getSimpleName().equals("FlinkRunner")
            && options.as(FlinkMaster.class).getFlinkMaster().equals("[local]"));
  }

  /** Whether it is the local runner. */
  public static boolean isDirect(PipelineOptions options) {
    return options.getRunner().getSimpleName().equals("DirectRunner");
  }

  /**
   * Gives the local runner one thread, unless an argument says how many. The fetch lane uses one.
   * The runner schedules on the same threads as it runs bundles, and with a second thread it would
   * busy-wait while the lane fetches.
   */
  public static void limitThreads(PipelineOptions options, List<String> arguments) {
    if (isDirect(options)
        && arguments.stream().noneMatch(argument -> argument.startsWith("--targetParallelism"))) {
      options.as(DirectOptions.class).setTargetParallelism(1);
    }
  }
}
