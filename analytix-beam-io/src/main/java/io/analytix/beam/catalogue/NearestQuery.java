// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;

/**
 * A valid query, and what leads to it from the one that was judged.
 *
 * @param query valid at the level of the verdict
 * @param changes what to drop, add or set, in words; at least one
 */
public record NearestQuery(ReportQuery query, List<String> changes) {
  public NearestQuery {
    changes = List.copyOf(changes);
  }

  @Override
  public String toString() {
    return query.parameters() + " (" + String.join(", ", changes) + ")";
  }
}
