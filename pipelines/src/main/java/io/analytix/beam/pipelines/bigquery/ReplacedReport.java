// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.storage.StoreChanges;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What was changed in a report's table, by the statistics of its jobs.
 *
 * @param failure why none of the report's rows could be stored; null if all were
 * @param remedy what the user can do about the failure
 */
record ReplacedReport(String report, StoreChanges changes, @Nullable String failure, String remedy)
    implements Serializable {}
