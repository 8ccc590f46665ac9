/**
 * How shards become answers: the request and its strict reading, what a failure means, and the lane
 * that sends everything at one pace.
 */
@NullMarked
package io.analytix.beam.fetch;

import org.jspecify.annotations.NullMarked;
