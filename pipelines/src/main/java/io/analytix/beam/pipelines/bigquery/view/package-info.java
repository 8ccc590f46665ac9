// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * The views of the BigQuery sink as GoogleSQL.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.pipelines.bigquery.view;

import org.jspecify.annotations.NullMarked;
