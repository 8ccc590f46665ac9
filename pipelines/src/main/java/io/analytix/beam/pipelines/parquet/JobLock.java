// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.LockRequest;
import java.io.Serializable;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The lock under which a job writes.
 *
 * @param token of the owner, drawn when the pipeline is built
 * @param held whether the lock is taken outside the job
 * @param breakIt whether to take the lock from another run
 * @param onDataflow whether the job runs on Dataflow
 */
record JobLock(String token, boolean held, boolean breakIt, boolean onDataflow)
    implements Serializable {

  /** The request, which is the same on every worker of the job. */
  LockRequest request(PipelineOptions options) {
    String job = options.getJobName();
    boolean ofJob = onDataflow && !held;
    // Several jobs may run one graph: at any time, each has a name of its own.
    LockOwner owner = LockOwner.of(ofJob ? token + "-" + job : token, ofJob, options);
    return new LockRequest("job " + job, owner, breakIt);
  }
}
