// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** Looks up jobs at Dataflow, and processes on this machine. */
public final class DataflowOwnerStatus implements OwnerStatus {
  private final String root;
  private final PipelineOptions options;

  /**
   * A status of the jobs of a project.
   *
   * @param options of the pipeline: credentials and project
   */
  public DataflowOwnerStatus(PipelineOptions options) {
    this(DataflowJobs.ROOT, options);
  }

  DataflowOwnerStatus(String root, PipelineOptions options) {
    this.root = root;
    this.options = options;
  }

  @Override
  public boolean hasEnded(LockOwner owner, LockOwner asker) throws IOException {
    if (!owner.onDataflow()) {
      return owner.hasEndedHere();
    }
    // Only one job of a name runs at a time.
    if (owner.job().equals(asker.job())) {
      return true;
    }
    String project = options.as(GcpOptions.class).getProject();
    if (!owner.onDataflowOf(project)) {
      throw new IOException("it is a job of another project than " + project);
    }
    return !new DataflowJobs(root, options)
        .isRunning(name -> LockOwner.dataflow(project, name).equals(owner.job()));
  }
}
