// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import java.util.List;

/**
 * The entries of a playlist, as one account sees them.
 *
 * @param accessible whether the account may see them
 */
public record PlaylistContent(
    String playlistId, String ownerId, boolean accessible, List<PlaylistEntry> entries) {}
