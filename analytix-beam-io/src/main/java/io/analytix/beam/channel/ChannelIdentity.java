// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import org.jspecify.annotations.Nullable;

/**
 * The channel of a request, and the content owner on whose behalf it is sent.
 *
 * @param contentOwner the content owner's id, null for a channel's own consent
 */
public record ChannelIdentity(String channelId, @Nullable String contentOwner) {}
