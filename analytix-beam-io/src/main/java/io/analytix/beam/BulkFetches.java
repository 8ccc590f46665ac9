// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.bulk.JobWork;
import io.analytix.beam.plan.QuotaUse;
import java.io.Serializable;
import java.util.List;

/**
 * The jobs whose files a run fetches, in a fixed order: a restriction refers to them by index.
 *
 * @param used the requests that were sent under the day's quota before
 */
record BulkFetches(String runId, QuotaUse used, List<JobWork> jobs) implements Serializable {
  BulkFetches {
    jobs = List.copyOf(jobs);
  }
}
