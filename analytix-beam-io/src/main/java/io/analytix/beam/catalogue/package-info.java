// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * The rules of {@code reports.query} as data, and the check of a query before it is sent: its
 * report type, all rules that it breaks, and the nearest valid query.
 */
@NullMarked
package io.analytix.beam.catalogue;

import org.jspecify.annotations.NullMarked;
