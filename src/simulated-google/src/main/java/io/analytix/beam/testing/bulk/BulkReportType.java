// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import java.util.List;

/**
 * A report type.
 *
 * @param ofContentOwner whether content owners have it, instead of channels
 * @param systemManaged whether YouTube creates its jobs
 * @param state {@code current}, or why no job can be created
 * @param monetary whether it requires the monetary scope
 * @param columns the documented columns, dimensions first
 */
public record BulkReportType(
    String id,
    String name,
    boolean ofContentOwner,
    boolean systemManaged,
    String state,
    boolean monetary,
    List<BulkColumn> columns) {
  public BulkReportType {
    columns = List.copyOf(columns);
  }

  boolean isCurrent() {
    return state.equals("current");
  }
}
