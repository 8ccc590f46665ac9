/**
 * A small working Google on loopback, with its own ground truth: what demos and tests talk to
 * instead of the real one. Nothing here is needed, or shipped, in production.
 */
@NullMarked
package io.analytix.beam.testing;

import org.jspecify.annotations.NullMarked;
