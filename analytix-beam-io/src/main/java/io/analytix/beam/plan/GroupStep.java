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
public record GroupStep(@Nullable String page, @Nullable String group) {
  /** The first page of groups. */
  public static final GroupStep FIRST = new GroupStep(null, null);

  /** The page that another names as its next. */
  public static GroupStep page(String next) {
    return new GroupStep(next, null);
  }

  /** The members of a group. */
  public static GroupStep items(String group) {
    return new GroupStep(null, group);
  }
}
