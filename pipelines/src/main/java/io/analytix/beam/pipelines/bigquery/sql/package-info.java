// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Tables and statements of the BigQuery sink as GoogleSQL: columns, types, names, MERGE statements.
 * Text only, no calls.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.pipelines.bigquery.sql;

import org.jspecify.annotations.NullMarked;
