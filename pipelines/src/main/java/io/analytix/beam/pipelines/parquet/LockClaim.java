// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.pipelines.storage.LockOwner;
import io.analytix.beam.pipelines.storage.LockRequest;
import java.io.Serializable;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The lock that a job writes under.
 *
 * @param token of who holds it already, or drawn for the job
 * @param held whether somebody outside the job holds it
 * @param breakIt whether to take it from whoever holds it
 * @param onDataflow where the job runs
 */
record LockClaim(String token, boolean held, boolean breakIt, boolean onDataflow)
    implements Serializable {

  /** The same on whatever worker of the job it is asked. */
  LockRequest request(PipelineOptions options) {
    String job = options.getJobName();
    // A graph may be run as several jobs: of those that run at a time, each has its own name.
    LockOwner owner =
        onDataflow && !held
            ? new LockOwner(
                token + "-" + job,
                LockOwner.dataflow(options.as(GcpOptions.class).getProject(), job))
            : new LockOwner(token, LockOwner.process());
    return new LockRequest("job " + job, owner, breakIt);
  }
}
