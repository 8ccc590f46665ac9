// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkFile;
import io.analytix.beam.bulk.BulkTable;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The values that all rows of a file have, and that are not in the file. */
record FileValues(BulkFile file, Instant fetchedAt) {

  /** Text, or a number as {@code BulkRow.whole} has it. */
  @Nullable Object of(BulkTable.Source source) {
    return switch (source) {
      case CHANNEL -> file.channelId();
      case CONTENT_OWNER -> file.contentOwner();
      case FIRST_DAY -> file.day().toEpochDay();
      case CREATED -> micros(file.generation().createdAt());
      case FETCHED -> micros(fetchedAt);
      case RUN -> file.runId();
      case FILE -> throw new IllegalArgumentException("a column of the file");
    };
  }

  private static Long micros(Instant instant) {
    return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1000;
  }
}
