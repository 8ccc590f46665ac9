// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import io.analytix.beam.pipelines.bigquery.sql.TableColumn.Role;
import java.util.List;

/**
 * The staging table of the scopes that a run's responses cover, which the statements join: one row
 * per response, or one per id that the response covers.
 */
public final class ReplaceScopeTable {
  /** Its name, which no report may have. */
  public static final String NAME = "answers";

  public static final String REPORT = "report";
  public static final String CHANNEL_ID = "channel_id";
  public static final String CONTENT_OWNER = "content_owner";
  public static final String FIRST = "answered_from";
  public static final String LAST = "answered_through";

  /** The id that the response covers, null for all ids. */
  public static final String ITEM = "item";

  /** When the response arrived. */
  public static final String ANSWERED_AT = "answered_at";

  /** The run of the response. */
  public static final String RUN_ID = "answered_run";

  private ReplaceScopeTable() {}

  public static TableShape shape() {
    return new TableShape(
        NAME,
        "",
        List.of(
            column(REPORT, SqlType.STRING, true),
            column(CHANNEL_ID, SqlType.STRING, true),
            column(CONTENT_OWNER, SqlType.STRING, false),
            column(FIRST, SqlType.DATE, true),
            column(LAST, SqlType.DATE, true),
            column(ITEM, SqlType.STRING, false),
            column(ANSWERED_AT, SqlType.TIMESTAMP, true),
            column(RUN_ID, SqlType.STRING, true)),
        null,
        List.of());
  }

  private static TableColumn column(String name, SqlType type, boolean required) {
    return new TableColumn(name, type, required, Role.KEY, "");
  }
}
