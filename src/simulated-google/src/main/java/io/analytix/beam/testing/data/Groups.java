// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import io.analytix.beam.testing.world.KeyedRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All groups. Thread-safe. */
public final class Groups {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final KeyedRandom random;
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private int made;

  public Groups(long seed) {
    this.random = KeyedRandom.from(seed).with("groups");
  }

  /** Returns the groups of an owner, the oldest first. */
  public synchronized List<Group> of(String owner) {
    return groups.values().stream().filter(group -> group.owner().equals(owner)).toList();
  }

  /** Returns a group, if it belongs to the owner. */
  public synchronized Optional<Group> find(String owner, String groupId) {
    return Optional.ofNullable(groups.get(groupId)).filter(group -> group.owner().equals(owner));
  }

  /** Creates a group. Duplicate members are added once. */
  public synchronized Group make(
      String owner, String title, String itemType, Instant now, Collection<String> members) {
    String id = newId();
    List<Group.Item> items =
        members.stream().distinct().map(member -> new Group.Item(newId(), member)).toList();
    Group group = new Group(id, owner, title, itemType, now, items);
    groups.put(id, group);
    return group;
  }

  /** Deletes a group, and returns whether it existed. */
  public synchronized boolean delete(String owner, String groupId) {
    return find(owner, groupId).map(group -> groups.remove(group.id())).isPresent();
  }

  private String newId() {
    return random.with(made++).text(22, ALPHABET);
  }
}
