// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token record allows at this moment.
 *
 * @param channelId the channel that the record pins, null if it does not
 * @param usableUntil when to ask for another token: a margin before Google stops taking it
 * @param warning what a person should know although all went well, null usually
 */
public record Grant(
    AccessToken token, @Nullable String channelId, Instant usableUntil, @Nullable String warning) {}
