// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All groups there are, as they are now. Safe for use by many threads. */
final class Groups {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final Draw draw;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private int made;

  Groups(long seed) {
    this.draw = Draw.from(seed).with("groups");
  }

  /** Returns the groups of an owner, the oldest first. */
  synchronized List<Group> of(String owner) {
    return groups.values().stream().filter(group -> group.owner().equals(owner)).toList();
  }

  /** Returns a group, if it belongs to the owner. */
  synchronized Optional<Group> find(String owner, String groupId) {
    return Optional.ofNullable(groups.get(groupId)).filter(group -> group.owner().equals(owner));
  }

  /** Returns what a group holds just now, in the words of a report's filters. */
  Optional<GroupFilter.Members> members(String owner, String groupId) {
    return find(owner, groupId)
        .map(group -> new GroupFilter.Members(group.dimension(), group.resourceIds()));
  }

  synchronized Group make(String owner, String title, String itemType, Instant now) {
    Group group = new Group(newId(), owner, title, itemType, now, List.of());
    groups.put(group.id(), group);
    return group;
  }

  synchronized Optional<Group> rename(String owner, String groupId, String title) {
    Optional<Group> renamed = find(owner, groupId).map(group -> group.titled(title));
    renamed.ifPresent(group -> groups.put(groupId, group));
    return renamed;
  }

  /** Returns whether there was such a group. */
  synchronized boolean delete(String owner, String groupId) {
    return find(owner, groupId).map(group -> groups.remove(group.id())).isPresent();
  }

  /** Adds a member, and returns it unless it was one already; refuses one too many. */
  synchronized Optional<Group.Item> add(String owner, String groupId, String resourceId)
      throws Refused {
    Group group = find(owner, groupId).orElseThrow(() -> new Refused(ApiError.notFound()));
    if (group.itemOf(resourceId).isPresent()) {
      return Optional.empty();
    }
    if (group.items().size() >= Group.MOST_ITEMS) {
      throw new Refused(ApiError.groupIsFull());
    }
    Group.Item item = new Group.Item(newId(), resourceId);
    groups.put(groupId, group.with(item));
    return Optional.of(item);
  }

  /** Removes a member by the id of its membership, and returns whether there was one. */
  synchronized boolean remove(String owner, String itemId) {
    for (Group group : of(owner)) {
      for (Group.Item item : group.items()) {
        if (item.id().equals(itemId)) {
          groups.put(group.id(), group.without(item));
          return true;
        }
      }
    }
    return false;
  }

  private String newId() {
    return draw.with(made++).text(22, ALPHABET);
  }
}
