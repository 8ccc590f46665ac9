// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.channel.ChannelRef;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel or content owner, and the report types to fetch for it.
 *
 * @param account of a content owner with its name as the channel id, because its jobs belong to no
 *     channel
 */
public record AccountTypes(ChannelRef account, List<TypeToList> types) implements Serializable {
  public AccountTypes {
    types = List.copyOf(types);
  }

  /**
   * A report type to list.
   *
   * @param id of the report type
   * @param createdAfter all files that were generated up to then were handled by earlier runs; null
   *     if that is not known
   */
  public record TypeToList(String id, @Nullable Instant createdAfter) implements Serializable {}
}
