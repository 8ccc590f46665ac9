/**
 * A simulated Google on loopback with its own ground truth, for tests and demos. Not for
 * production.
 *
 * <p>Reports are defined by resources: {@code report-tables.json} has the rules for queries, {@code
 * filter-values.json} the valid values of filters, {@code audience-dimensions.json} the
 * distribution of viewers. A {@link io.analytix.beam.testing.World} generates the totals of a day,
 * distributes them to cohorts of viewers, and aggregates the cohorts to the rows of a report.
 */
@NullMarked
package io.analytix.beam.testing;

import org.jspecify.annotations.NullMarked;
