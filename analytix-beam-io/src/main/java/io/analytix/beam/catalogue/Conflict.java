// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/**
 * A metric that cannot be had together with something else of a query.
 *
 * @param when what excludes it
 */
record Conflict(String metric, Condition when) {}
