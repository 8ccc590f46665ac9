// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a report's table, from the statistics of its jobs.
 *
 * @param inserted new rows
 * @param updated rows with a changed value
 * @param deleted rows that a response covers and no longer contains
 * @param unchanged rows of the responses that were stored already
 * @param failure why the report could not be stored; null if it was
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
