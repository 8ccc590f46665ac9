// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import io.analytix.beam.channel.ChannelIdentity;

/**
 * The rows of a channel in a table.
 *
 * @param table its name
 */
public record ChannelTable(String table, ChannelIdentity channel) {}
