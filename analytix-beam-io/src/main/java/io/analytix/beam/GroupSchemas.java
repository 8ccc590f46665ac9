// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;

/** The columns of the tables {@code groups} and {@code group_items}. */
final class GroupSchemas {
  static final Schema GROUPS =
      fetched(
          account()
              .addStringField("group_id")
              .addStringField("title")
              .addNullableField("published_at", FieldType.DATETIME)
              .addInt64Field("item_count")
              .addStringField("item_type"));

  static final Schema ITEMS =
      fetched(
          account()
              .addStringField("group_id")
              .addStringField("group_item_id")
              .addStringField("resource_kind")
              .addStringField("resource_id"));

  private GroupSchemas() {}

  private static Schema.Builder account() {
    return Schema.builder()
        .addStringField("token_record")
        .addNullableStringField("channel_id")
        .addNullableStringField("content_owner");
  }

  private static Schema fetched(Schema.Builder columns) {
    return columns.addDateTimeField("fetched_at").addStringField("run_id").build();
  }
}
