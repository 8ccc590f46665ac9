// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import org.jspecify.annotations.Nullable;

/**
 * Which channel is asked for, and on whose behalf.
 *
 * @param contentOwner null for a channel's own consent
 */
public record ChannelIdentity(String channelId, @Nullable String contentOwner) {}
