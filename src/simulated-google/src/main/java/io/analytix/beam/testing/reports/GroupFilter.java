// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import java.util.List;
import java.util.Optional;

/** Finds what a group holds just now: a report filtered by a group adds up its members. */
public interface GroupFilter {
  /**
   * What a group holds.
   *
   * @param dimension what its members are: {@code video}, {@code playlist} or {@code channel}
   * @param ids their ids
   */
  record Members(String dimension, List<String> ids) {}

  /**
   * Returns the members of a group, if {@code owner} has it.
   *
   * @param owner as reports name it: {@code channel==ID} or {@code contentOwner==NAME}
   */
  Optional<Members> find(String owner, String groupId);
}
