// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.Set;

/**
 * The cap of a report type that answers only its first rows: it needs {@code maxResults} and a
 * descending sort.
 *
 * @param rows the most that may be asked for
 * @param sort the metrics that may be sorted by, the likeliest first
 */
public record TopRows(int rows, Set<String> sort) {}
