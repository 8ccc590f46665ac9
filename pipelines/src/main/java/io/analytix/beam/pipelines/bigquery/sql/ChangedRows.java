// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import java.io.Serializable;

/** How many rows of a table a statement inserts, updates and deletes. */
public record ChangedRows(long inserted, long updated, long deleted) implements Serializable {
  /** No row. */
  public static final ChangedRows NONE = new ChangedRows(0, 0, 0);
}
