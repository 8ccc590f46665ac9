// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.youtube;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group of videos, playlists, channels or assets: a report filtered by it adds up its members.
 *
 * @param title as its owner called it, empty if Google did not say
 * @param publishedAt when it was made, null if Google did not say
 * @param itemCount how many members it has, at most 500
 * @param itemType what all members are, such as {@code youtube#video}
 */
public record Group(
    String id, String title, @Nullable Instant publishedAt, long itemCount, String itemType)
    implements Serializable {}
