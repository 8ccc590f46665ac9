// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

/**
 * The requests of a run to the Reporting API.
 *
 * @param planned files that were there to fetch, as far as they were listed
 * @param sent all requests, including retries
 * @param lists those that listed or created jobs, or listed files
 */
public record BulkRequests(long planned, long sent, long lists) {
  /** No request. */
  public static final BulkRequests NONE = new BulkRequests(0, 0, 0);

  /** Those for files: downloads, and new addresses of files. */
  public long files() {
    return sent - lists;
  }
}
