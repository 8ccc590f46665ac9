/** How answers become Beam rows: one schema a report. */
@NullMarked
package io.analytix.beam.row;

import org.jspecify.annotations.NullMarked;
