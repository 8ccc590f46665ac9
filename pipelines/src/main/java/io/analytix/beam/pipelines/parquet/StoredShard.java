// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.storage.StoreChanges;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/**
 * A shard whose rows are in their files, or could not be stored.
 *
 * @param report the report's name
 * @param channelId the channel, null if it was never found out
 * @param contentOwner the content owner, null for a channel's own consent
 * @param changes what was done to the files
 * @param unconfirmed requests that were answered without a row, although rows of days that they
 *     asked for are stored: these stay
 * @param outcomes how each request ended in the end, in the order of the plan; those whose rows
 *     could not be stored are {@code FAILED}
 */
public record StoredShard(
    String report,
    @Nullable String channelId,
    @Nullable String contentOwner,
    StoreChanges changes,
    long unconfirmed,
    List<Outcome> outcomes) {
  public StoredShard {
    outcomes = List.copyOf(outcomes);
  }

  /** The coder of these. */
  public static Coder<StoredShard> coder() {
    return new StoredShardCoder();
  }
}
