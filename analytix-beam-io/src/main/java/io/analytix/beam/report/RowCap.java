// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.io.Serializable;
import java.util.List;

/**
 * What the API demands of its "top" tables: a number of rows and a descending order.
 *
 * @param maxResults the most rows an answer has; a full answer may have been cut
 * @param descending the metrics to sort by, most important first; each descending
 */
public record RowCap(int maxResults, List<String> descending) implements Serializable {
  public RowCap {
    descending = List.copyOf(descending);
    if (maxResults < 1 || descending.isEmpty()) {
      throw new IllegalArgumentException(
          "a capped report needs maxResults of at least 1 and a metric to sort by, but has "
              + maxResults
              + " and "
              + descending);
    }
  }
}
