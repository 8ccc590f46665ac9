// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.report;

import java.io.Serializable;
import java.util.List;

/** What identifies the rows of a table: a report, or a table of rows of one's own. */
public sealed interface TableDefinition extends Serializable
    permits ReportDefinition, DerivedTable {
  /** The table's name: lower case letters, digits and underscores. */
  String name();

  /** The period that a row covers. */
  TimeGrain every();

  /** The columns: those of the key, then the others. */
  List<Column> columns();

  /**
   * Whether a row stays when its resource is no longer listed, with the time in {@code removed_at};
   * otherwise it is deleted.
   */
  default boolean keepsRemoved() {
    return false;
  }

  /** Whether a row that stays keeps its attributes; otherwise only its key and the time. */
  default boolean keepsRemovedTexts() {
    return false;
  }

  /** The definition in one line, equal for equal definitions; stored with the rows. */
  String fingerprint();
}
