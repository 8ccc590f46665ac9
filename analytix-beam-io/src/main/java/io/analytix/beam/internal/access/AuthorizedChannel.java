// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.refresh.Grant;

/**
 * A channel whose tokens work and whose identity is known.
 *
 * @param confirmed whether Google itself named the channel that the tokens belong to
 */
public record AuthorizedChannel(
    ChannelRef ref, ChannelIdentity identity, Grant grant, boolean confirmed) {}
