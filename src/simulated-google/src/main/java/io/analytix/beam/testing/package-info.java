/**
 * A small working Google on loopback, with its own ground truth: what demos and tests talk to
 * instead of the real one. Nothing here is needed, or shipped, in production.
 *
 * <p>What reports there are is data: {@code report-tables.json} says which questions are legal,
 * {@code filter-values.json} which values a filter may have, and {@code traits.json} in which ways
 * viewers differ. A figure goes from a {@link io.analytix.beam.testing.World} by a day's total
 * through cohorts of viewers into the rows of whatever was asked.
 */
@NullMarked
package io.analytix.beam.testing;

import org.jspecify.annotations.NullMarked;
