// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.youtube;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group of videos, playlists, channels or assets. A report with the filter {@code group} sums up
 * its members.
 *
 * @param title the title that its owner gave it, empty if the response had none
 * @param publishedAt the time of its creation, null if the response had none
 * @param itemCount the number of its members, up to 500
 * @param itemType the type of all members, such as {@code youtube#video}
 */
public record Group(
    String id, String title, @Nullable Instant publishedAt, long itemCount, String itemType)
    implements Serializable {}
