/** Beam rows of responses: one schema per report. */
@NullMarked
package io.analytix.beam.row;

import org.jspecify.annotations.NullMarked;
