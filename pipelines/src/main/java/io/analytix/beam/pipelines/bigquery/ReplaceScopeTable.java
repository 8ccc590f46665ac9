// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import io.analytix.beam.pipelines.bigquery.TableColumn.Role;
import java.util.List;

/**
 * The staging table of what a run's answers speak for, which the statements join with: a row for an
 * answer, or one for each id that it speaks for.
 */
final class ReplaceScopeTable {
  /** Its name, and that of no report. */
  static final String NAME = "answers";

  static final String REPORT = "report";
  static final String CHANNEL_ID = "channel_id";
  static final String CONTENT_OWNER = "content_owner";
  static final String FIRST = "answered_from";
  static final String LAST = "answered_through";

  /** The id that the answer speaks for, null for all there are. */
  static final String ITEM = "item";

  private ReplaceScopeTable() {}

  static TableShape shape() {
    return new TableShape(
        NAME,
        "",
        List.of(
            column(REPORT, SqlType.STRING, true),
            column(CHANNEL_ID, SqlType.STRING, true),
            column(CONTENT_OWNER, SqlType.STRING, false),
            column(FIRST, SqlType.DATE, true),
            column(LAST, SqlType.DATE, true),
            column(ITEM, SqlType.STRING, false)),
        null,
        List.of());
  }

  private static TableColumn column(String name, SqlType type, boolean required) {
    return new TableColumn(name, type, required, Role.KEY, "");
  }
}
