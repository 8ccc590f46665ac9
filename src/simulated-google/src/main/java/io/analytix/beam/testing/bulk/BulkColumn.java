// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import org.jspecify.annotations.Nullable;

/**
 * A column of a file.
 *
 * @param isKey whether it is a dimension: the cells of all dimensions together are unique
 */
public record BulkColumn(String name, CellType type, boolean isKey) {
  /** Returns the value of a cell: null for an empty one, except in text and dimensions. */
  public @Nullable Object parsed(String text) {
    if (!text.isEmpty()) {
      return type.parsed(text);
    }
    return isKey || type == CellType.TEXT ? "" : null;
  }
}
