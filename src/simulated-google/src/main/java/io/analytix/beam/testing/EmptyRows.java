// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/** How a report without rows says so. */
public enum EmptyRows {
  /** There is no field {@code rows}, as documented. */
  OMITTED,
  /** {@code "rows": []}. */
  EMPTY_LIST,
  /** {@code "rows": null}. */
  NULL
}
