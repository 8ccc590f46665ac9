// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import java.time.Instant;
import java.util.List;

/**
 * A group of videos, playlists, channels or assets.
 *
 * @param owner as in reports: {@code channel==ID} or {@code contentOwner==NAME}
 * @param itemType the type of all members, for example {@code youtube#video}
 */
public record Group(
    String id, String owner, String title, String itemType, Instant publishedAt, List<Item> items) {
  /** The maximum number of members. */
  static final int MAX_ITEMS = 500;

  /** A member: {@code id} is the membership's, {@code resourceId} the video's. */
  public record Item(String id, String resourceId) {}

  public Group {
    items = List.copyOf(items);
    if (items.size() > MAX_ITEMS) {
      throw new IllegalArgumentException("a group has at most " + MAX_ITEMS + " members");
    }
  }

  /** Returns the members' dimension in reports, for example {@code video}. */
  public String dimension() {
    return itemType.substring(itemType.indexOf('#') + 1);
  }

  /** Returns the members' ids, in the order of addition. */
  public List<String> resourceIds() {
    return items.stream().map(Item::resourceId).toList();
  }
}
