/**
 * The API's words: its columns, and the named queries built of them. Values and data only: no
 * network, no clock, no Beam.
 */
@NullMarked
package io.analytix.beam.report;

import org.jspecify.annotations.NullMarked;
