// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.row;

import io.analytix.beam.bulk.BulkTable;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;

/** The Beam schema of the table of a bulk file. */
public final class BulkSchema {
  private BulkSchema() {}

  /**
   * The fields of {@link BulkTable#fields}: text STRING, whole numbers INT64, ratios DOUBLE, money
   * DECIMAL, days the logical type DATE, instants DATETIME.
   */
  public static Schema of(BulkTable table) {
    Schema.Builder schema = Schema.builder();
    for (BulkTable.Field field : table.fields()) {
      Schema.FieldType type = ReportSchema.type(field.type());
      schema.addField(
          (field.required() ? Field.of(field.name(), type) : Field.nullable(field.name(), type))
              .withDescription(description(field)));
    }
    return schema.build();
  }

  private static String description(BulkTable.Field field) {
    return switch (field.source()) {
      case FILE -> (field.key() ? "dimension " : "metric ") + field.name();
      case CHANNEL -> "the channel whose job made the file";
      case CONTENT_OWNER -> "the content owner whose job made the file, null for a channel's own";
      case FIRST_DAY -> "the first Pacific day of the file";
      case CREATED -> "when YouTube generated the file";
      case FETCHED -> "when the response arrived";
      case RUN -> "the run that fetched the row";
    };
  }
}
