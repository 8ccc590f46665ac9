// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import org.jspecify.annotations.Nullable;

/**
 * How far the lists of an account's groups have been followed: to a page of groups, or to the
 * members of one.
 *
 * @param page as the page before names it, null for the first
 * @param group whose members are asked for, null for a page of groups
 */
public record GroupPosition(@Nullable String page, @Nullable String group) {
  /** The first page of groups. */
  public static final GroupPosition FIRST = new GroupPosition(null, null);

  /** The page that another names as its next. */
  public static GroupPosition page(String next) {
    return new GroupPosition(next, null);
  }

  /** The members of a group. */
  public static GroupPosition items(String group) {
    return new GroupPosition(null, group);
  }
}
