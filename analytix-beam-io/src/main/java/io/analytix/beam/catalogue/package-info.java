// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * What {@code reports.query} may be asked, as data, and the judge of a query before it is sent: its
 * report type, every rule it breaks, and the nearest query that breaks none.
 */
@NullMarked
package io.analytix.beam.catalogue;

import org.jspecify.annotations.NullMarked;
