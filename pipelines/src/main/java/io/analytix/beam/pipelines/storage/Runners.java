// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;

/** Which runner a pipeline is built for. */
public final class Runners {
  private static final Pattern DATAFLOW = Pattern.compile("(Test)?DataflowRunner");

  private Runners() {}

  /** Whether the pipeline is built for Dataflow. */
  public static boolean isDataflow(PipelineOptions options) {
    return DATAFLOW.matcher(options.getRunner().getSimpleName()).matches();
  }
}
