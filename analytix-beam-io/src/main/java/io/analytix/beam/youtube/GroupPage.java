// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.youtube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of groups.
 *
 * @param nextPageToken the token that requests the next page, null on the last page
 */
public record GroupPage(List<Group> groups, @Nullable String nextPageToken) {
  public GroupPage {
    groups = List.copyOf(groups);
  }
}
