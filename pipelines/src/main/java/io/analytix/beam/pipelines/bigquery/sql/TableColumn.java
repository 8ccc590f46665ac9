// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import java.io.Serializable;

/**
 * A column of a table.
 *
 * @param required whether it is never null
 * @param description its description in the table's schema; may be empty
 */
public record TableColumn(
    String name, SqlType type, boolean required, Role role, String description)
    implements Serializable {

  /** The role of a column. */
  public enum Role {
    /** Part of the key. */
    KEY,
    /** A value that the API may restate. */
    FIGURE,
    /** The origin of the row, which is ignored in comparisons. */
    PROVENANCE
  }

  /** The quoted name, because {@code group} and {@code rows} are reserved words. */
  public String quoted() {
    return SqlText.quoted(name);
  }
}
