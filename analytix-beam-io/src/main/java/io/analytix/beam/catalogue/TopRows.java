// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Set;

/**
 * The row limit of a report type that returns only its first rows: it requires {@code maxResults}
 * and a descending sort.
 *
 * @param rows the maximum of {@code maxResults}
 * @param sort the metrics that the report can be sorted by, the most likely first
 */
public record TopRows(int rows, Set<String> sort) {}
