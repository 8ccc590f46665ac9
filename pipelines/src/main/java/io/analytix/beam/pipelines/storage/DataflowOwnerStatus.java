// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** Asks Dataflow about jobs, and this machine about its processes. */
public final class DataflowOwnerStatus implements OwnerStatus {
  private final String root;
  private final PipelineOptions options;

  /**
   * Asks with the pipeline's credentials, about jobs of its project.
   *
   * @param options Beam's own
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
    // Of one name, only one job runs at a time.
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
