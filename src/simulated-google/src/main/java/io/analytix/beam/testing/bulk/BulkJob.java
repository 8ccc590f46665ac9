// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import io.analytix.beam.testing.world.KeyedRandom;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job: Google generates the files of one report type for one owner.
 *
 * @param id a UUID
 * @param owner a channel id or a content owner's name
 * @param expireTime when Google stops generating files, null for never
 */
public record BulkJob(
    String id,
    String owner,
    BulkReportType type,
    String name,
    Instant createTime,
    @Nullable Instant expireTime) {
  BulkJob expiringAt(Instant time) {
    return new BulkJob(id, owner, type, name, createTime, time);
  }

  boolean generatesAt(Instant time) {
    return expireTime == null || !time.isAfter(expireTime);
  }

  static String idOf(KeyedRandom random) {
    String hex = random.with("job").text(32, "0123456789abcdef");
    return hex.replaceFirst("(.{8})(.{4}).(.{3}).(.{3})(.{12})", "$1-$2-4$3-a$4-$5");
  }
}
