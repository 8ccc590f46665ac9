// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.plan;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list: of the channel's groups or playlists, or of the members of one of these.
 *
 * @param page the token of the page, null for the first
 * @param parent the group or playlist whose members are listed, null for a list of these
 */
public record ListPosition(@Nullable String page, @Nullable String parent) {
  /** The first page of the list. */
  public static final ListPosition FIRST = new ListPosition(null, null);

  /** The page of this token, of the same list. */
  public ListPosition page(String next) {
    return new ListPosition(next, parent);
  }

  /** The members of a group or playlist. */
  public static ListPosition items(String parent) {
    return new ListPosition(null, parent);
  }
}
