// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import java.io.Serializable;

/**
 * What is left of a lane: shards {@code next} (inclusive) to {@code end} (exclusive).
 *
 * @param notBefore wall-clock milliseconds before which the next request must not leave, so that
 *     the pace holds across a pause
 */
record LaneProgress(int next, int end, long notBefore) implements Serializable {}
