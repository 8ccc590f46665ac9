// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * The BigQuery sink: rows are loaded beside their tables, then one statement a report applies them.
 */
@NullMarked
package io.analytix.beam.pipelines.bigquery;

import org.jspecify.annotations.NullMarked;
