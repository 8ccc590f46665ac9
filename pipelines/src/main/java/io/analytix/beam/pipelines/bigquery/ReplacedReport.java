// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a report's table, going by the statistics of its jobs.
 *
 * @param inserted rows that were not there before
 * @param updated rows of which a figure moved
 * @param deleted rows that an answer speaks for and no longer gives
 * @param unchanged rows of the answers that were there already
 * @param failure why nothing of the report's could be stored; null if all was
 */
record ReplacedReport(
    String report,
    long inserted,
    long updated,
    long deleted,
    long unchanged,
    @Nullable String failure)
    implements Serializable {

  static ReplacedReport failed(String report, String failure) {
    return new ReplacedReport(report, 0, 0, 0, 0, failure);
  }
}
