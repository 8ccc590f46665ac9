// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import java.util.List;
import java.util.Optional;

/** Finds the members of a group. A report filtered by a group aggregates its members. */
public interface GroupFilter {
  /**
   * The members of a group.
   *
   * @param dimension {@code video}, {@code playlist} or {@code channel}
   * @param ids the members' ids
   */
  record Members(String dimension, List<String> ids) {}

  /**
   * Returns the current members of a group of this owner.
   *
   * @param owner as in reports: {@code channel==ID} or {@code contentOwner==NAME}
   */
  Optional<Members> find(String owner, String groupId);
}
