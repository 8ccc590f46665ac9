// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.io.Serializable;

/**
 * A column of a table.
 *
 * @param required whether it is never null
 * @param description what the table's schema says of it; empty for nothing
 */
record TableColumn(String name, SqlType type, boolean required, Role role, String description)
    implements Serializable {

  /** What a column is to a row. */
  enum Role {
    /** Tells rows apart. */
    KEY,
    /** What is replaced when the API restates. */
    FIGURE,
    /** Where the row is from: never a difference by itself. */
    PROVENANCE
  }

  /** The name as SQL takes it: {@code group} and {@code rows} are reserved words. */
  String quoted() {
    return SqlText.quoted(name);
  }
}
