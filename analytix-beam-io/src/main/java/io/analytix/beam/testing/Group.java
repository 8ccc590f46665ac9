// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A collection of videos, playlists, channels or assets whose figures are added up.
 *
 * @param owner whose it is, as reports name it: {@code channel==ID} or {@code contentOwner==NAME}
 * @param itemType what all its items are, for example {@code youtube#video}
 */
record Group(
    String id, String owner, String title, String itemType, Instant publishedAt, List<Item> items) {
  /** How many items a group has at most. */
  static final int MOST_ITEMS = 500;

  /** A member: {@code id} is that of the membership, {@code resourceId} the video's. */
  record Item(String id, String resourceId) {}

  Group {
    items = List.copyOf(items);
  }

  Group titled(String other) {
    return new Group(id, owner, other, itemType, publishedAt, items);
  }

  Group with(Item item) {
    List<Item> more = new ArrayList<>(items);
    more.add(item);
    return new Group(id, owner, title, itemType, publishedAt, more);
  }

  Group without(Item item) {
    List<Item> fewer = new ArrayList<>(items);
    fewer.remove(item);
    return new Group(id, owner, title, itemType, publishedAt, fewer);
  }

  Optional<Item> itemOf(String resourceId) {
    return items.stream().filter(item -> item.resourceId().equals(resourceId)).findFirst();
  }

  /** What reports call its items, for example {@code video}. */
  String dimension() {
    return itemType.substring(itemType.indexOf('#') + 1);
  }

  /** The members' ids, in the order in which they joined. */
  List<String> resourceIds() {
    return items.stream().map(Item::resourceId).toList();
  }
}
