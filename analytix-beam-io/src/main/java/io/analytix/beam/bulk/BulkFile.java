// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.bulk;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A file to store. It replaces all rows of its report type, its channel or content owner, and its
 * day.
 *
 * @param reportType id of the report type
 * @param channelId the channel whose job it is; null if it is a content owner's
 * @param contentOwner the content owner whose job it is; null if it is a channel's
 * @param day the Pacific day; of a file of a longer period, its first
 * @param runId the run that stores it
 */
public record BulkFile(
    String reportType,
    @Nullable String channelId,
    @Nullable String contentOwner,
    LocalDate day,
    BulkGeneration generation,
    String runId)
    implements Serializable {
  public BulkFile {
    if ((channelId == null) == (contentOwner == null)) {
      throw new IllegalArgumentException("a file belongs to a channel or to a content owner");
    }
  }

  /** Its channel or content owner, for messages. */
  public String owner() {
    return String.valueOf(channelId == null ? contentOwner : channelId);
  }
}
