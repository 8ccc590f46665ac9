// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.storage.StoreChanges;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.jspecify.annotations.Nullable;

/**
 * The result of storing a shard.
 *
 * @param report the report's name
 * @param channelId the channel, null if unknown
 * @param contentOwner the content owner, null for the channel's own consent
 * @param changes changes of the files
 * @param unconfirmed number of requests whose response has no rows, although rows of the requested
 *     days are stored; these stay
 * @param outcomes final outcomes of the requests, in the order of the plan; those whose rows could
 *     not be stored are {@code FAILED}
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

  /** The coder of stored shards. */
  public static Coder<StoredShard> coder() {
    return new StoredShardCoder();
  }
}
