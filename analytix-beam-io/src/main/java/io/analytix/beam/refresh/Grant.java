// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A current access token, with the identity of its token record.
 *
 * @param channelId the channel that the record is pinned to, null if it is not pinned
 * @param contentOwner the content owner on whose behalf requests are sent, null for a channel's own
 *     consent
 * @param usableUntil when to refresh the token: a margin before it expires
 * @param unsaved why a rotated refresh token could not be saved; null if it was saved or none was
 *     rotated
 */
public record Grant(
    AccessToken token,
    @Nullable String channelId,
    @Nullable String contentOwner,
    Instant usableUntil,
    @Nullable String unsaved) {}
