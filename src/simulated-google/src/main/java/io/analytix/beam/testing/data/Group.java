// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import java.time.Instant;
import java.util.List;

/**
 * A collection of videos, playlists, channels or assets whose figures are added up.
 *
 * @param owner whose it is, as reports name it: {@code channel==ID} or {@code contentOwner==NAME}
 * @param itemType what all its items are, for example {@code youtube#video}
 */
public record Group(
    String id, String owner, String title, String itemType, Instant publishedAt, List<Item> items) {
  /** How many items a group has at most. */
  static final int MAX_ITEMS = 500;

  /** A member: {@code id} is that of the membership, {@code resourceId} the video's. */
  public record Item(String id, String resourceId) {}

  public Group {
    items = List.copyOf(items);
    if (items.size() > MAX_ITEMS) {
      throw new IllegalArgumentException("a group has at most " + MAX_ITEMS + " members");
    }
  }

  /** What reports call its items, for example {@code video}. */
  public String dimension() {
    return itemType.substring(itemType.indexOf('#') + 1);
  }

  /** The members' ids, in the order in which they joined. */
  public List<String> resourceIds() {
    return items.stream().map(Item::resourceId).toList();
  }
}
