/** Plans shards and requests. Pure functions: no clock, no network, no Beam. */
@NullMarked
package io.analytix.beam.plan;

import org.jspecify.annotations.NullMarked;
