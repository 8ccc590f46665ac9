/**
 * Columns of the API and reports, which are named queries of them. Values and data only: no
 * network, no clock, no Beam.
 */
@NullMarked
package io.analytix.beam.report;

import org.jspecify.annotations.NullMarked;
