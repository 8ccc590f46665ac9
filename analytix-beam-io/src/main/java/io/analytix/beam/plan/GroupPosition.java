// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import org.jspecify.annotations.Nullable;

/**
 * A list of an account's groups: a page of groups, or the members of one.
 *
 * @param page the token of the page, null for the first
 * @param group whose members are listed, null for a page of groups
 */
public record GroupPosition(@Nullable String page, @Nullable String group) {
  /** The first page of groups. */
  public static final GroupPosition FIRST = new GroupPosition(null, null);

  /** The page of this token. */
  public static GroupPosition page(String next) {
    return new GroupPosition(next, null);
  }

  /** The members of a group. */
  public static GroupPosition items(String group) {
    return new GroupPosition(null, group);
  }
}
