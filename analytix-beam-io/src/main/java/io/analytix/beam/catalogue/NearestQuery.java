// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import java.util.List;

/**
 * The valid query that is nearest to an invalid one, and the changes that lead to it.
 *
 * @param query the query, valid at the level of the check
 * @param changes what to drop, add or set, as text; at least one
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
