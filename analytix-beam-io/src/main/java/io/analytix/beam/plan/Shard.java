// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import io.analytix.beam.channel.ChannelRef;
import java.io.Serializable;

/**
 * One channel × one report × the run's dates: a batch of related requests, fetched with one set of
 * tokens. No two shards of a run write the same file.
 *
 * @param report the report's name
 */
public record Shard(ChannelRef channel, String report, DateRange dates) implements Serializable {}
