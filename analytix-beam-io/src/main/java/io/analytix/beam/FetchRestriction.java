// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import java.io.Serializable;

/**
 * The shards that remain: {@code next} (inclusive) to {@code end} (exclusive), with the scheduler's
 * state.
 */
record FetchRestriction(int next, int end, SchedulerCheckpoint state) implements Serializable {}
