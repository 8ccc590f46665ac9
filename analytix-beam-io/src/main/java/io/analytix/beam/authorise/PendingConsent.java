// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A consent that was requested by a link and has not been given yet.
 *
 * @param record the name of the token record that it will be saved as; null if the record will be
 *     named after the channel's id
 * @param link the address of Google's consent page, for the channel's owner
 * @param requestedAt when the link was made
 * @param expiresAt when the response to it is no longer accepted
 */
public record PendingConsent(
    @Nullable String record, URI link, Instant requestedAt, Instant expiresAt) {}
