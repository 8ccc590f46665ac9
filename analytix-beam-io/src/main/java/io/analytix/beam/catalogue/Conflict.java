// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/**
 * A metric that excludes another part of a query.
 *
 * @param when the condition under which the metric is refused
 */
record Conflict(String metric, Condition when) {}
