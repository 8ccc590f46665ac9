// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.fetch.FetchException;
import io.analytix.beam.fetch.Group;
import io.analytix.beam.fetch.GroupItem;
import io.analytix.beam.fetch.GroupLists;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * The tables {@code groups} and {@code group_items}: what an account has on the day it is asked.
 */
enum GroupTable {
  /** A row for each group. */
  GROUPS {
    @Override
    Schema schema() {
      return GroupSchemas.GROUPS;
    }

    @Override
    List<Row> rows(GroupLists lists, Origin origin) throws FetchException, InterruptedException {
      return lists.groups().stream().map(group -> row(group, origin)).toList();
    }

    private Row row(Group group, Origin origin) {
      Instant published = group.publishedAt();
      return origin
          .account(Row.withSchema(schema()))
          .addValue(group.id())
          .addValue(group.title())
          .addValue(published == null ? null : joda(published))
          .addValue(group.itemCount())
          .addValue(group.itemType())
          .addValue(joda(origin.fetchedAt()))
          .addValue(origin.runId())
          .build();
    }
  },
  /** A row for each member of a group. */
  GROUP_ITEMS {
    @Override
    Schema schema() {
      return GroupSchemas.ITEMS;
    }

    @Override
    List<Row> rows(GroupLists lists, Origin origin) throws FetchException, InterruptedException {
      return lists.items().stream().map(item -> row(item, origin)).toList();
    }

    private Row row(GroupItem item, Origin origin) {
      return origin
          .account(Row.withSchema(schema()))
          .addValue(item.groupId())
          .addValue(item.id())
          .addValue(item.kind())
          .addValue(item.resourceId())
          .addValue(joda(origin.fetchedAt()))
          .addValue(origin.runId())
          .build();
    }
  };

  /** Whose a row is, and when and by which run it was fetched. */
  record Origin(
      String tokenRecord,
      @Nullable String channelId,
      @Nullable String contentOwner,
      Instant fetchedAt,
      String runId) {
    Row.Builder account(Row.Builder row) {
      return row.addValue(tokenRecord).addValue(channelId).addValue(contentOwner);
    }
  }

  /** The columns. */
  abstract Schema schema();

  /** All rows of an account, or none. */
  abstract List<Row> rows(GroupLists lists, Origin origin)
      throws FetchException, InterruptedException;

  private static org.joda.time.Instant joda(Instant instant) {
    return org.joda.time.Instant.ofEpochMilli(instant.toEpochMilli());
  }
}
