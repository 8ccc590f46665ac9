// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/** The form of a report without rows. */
public enum EmptyRows {
  /** The field {@code rows} is missing, as documented. */
  OMITTED,
  /** {@code "rows": []}. */
  EMPTY_LIST,
  /** {@code "rows": null}. */
  NULL
}
