// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token record allows at this moment.
 *
 * @param channelId the channel that the record pins, null if it does not
 * @param contentOwner the content owner that the record asks for, null for a channel's own consent
 * @param usableUntil when to ask for another token: a margin before Google stops taking it
 * @param unsaved why a renewed refresh token could not be saved, null usually
 */
public record Grant(
    AccessToken token,
    @Nullable String channelId,
    @Nullable String contentOwner,
    Instant usableUntil,
    @Nullable String unsaved) {}
