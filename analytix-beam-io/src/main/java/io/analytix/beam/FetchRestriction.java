// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import java.io.Serializable;

/** What is left of a lane: shards {@code next} (inclusive) to {@code end} (exclusive). */
record FetchRestriction(int next, int end, SchedulerCheckpoint state) implements Serializable {}
