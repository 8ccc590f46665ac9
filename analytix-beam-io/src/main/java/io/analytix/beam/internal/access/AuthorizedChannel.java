// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.refresh.Grant;

/**
 * A channel with an access token and a known identity.
 *
 * @param confirmed whether Google returned the identity, so that the token belongs to it
 */
public record AuthorizedChannel(
    ChannelRef ref, ChannelIdentity identity, Grant grant, boolean confirmed) {}
