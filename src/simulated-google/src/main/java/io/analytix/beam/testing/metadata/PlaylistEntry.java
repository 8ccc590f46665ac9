// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a playlist.
 *
 * @param id of the entry, not of the video
 * @param ownerId the channel of the video
 */
public record PlaylistEntry(
    String id, String videoId, String ownerId, Instant addedAt, @Nullable String note) {}
