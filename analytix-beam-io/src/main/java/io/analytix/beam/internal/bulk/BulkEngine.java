// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkArchive;
import io.analytix.beam.bulk.BulkStore;
import io.analytix.beam.internal.bulk.JobLister.MissingJob;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two kinds of work of a bulk read, each on one thread of many. */
public final class BulkEngine {
  private BulkEngine() {}

  /**
   * Lists the jobs of an account and their files: one listing for each report type.
   *
   * @param createJobs whether to create missing jobs
   * @param asOf decides which jobs have expired; null for now
   */
  public static List<JobListing> list(
      BulkSession session, AccountTypes account, boolean createJobs, @Nullable Instant asOf)
      throws InterruptedException {
    return new JobLister(
            session,
            createJobs ? MissingJob.CREATE : MissingJob.REPORT,
            asOf == null ? session.now() : asOf)
        .list(account);
  }

  /** Fetches the files of a job. */
  public static JobResult fetch(
      BulkSession session, BulkStore store, BulkArchive archive, String runId, JobWork work)
      throws InterruptedException {
    return new FileFetcher(session, store, archive, runId).fetch(work, session.progress());
  }
}
