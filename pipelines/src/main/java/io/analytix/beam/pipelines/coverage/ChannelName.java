// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import io.analytix.beam.outcome.Outcome;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One channel of a run, as named in its outcomes.
 *
 * @param tokenRecord name of the token record
 * @param channelId null for a record without a content owner, which the record name alone
 *     identifies
 */
public record ChannelName(String tokenRecord, @Nullable String channelId)
    implements Comparable<ChannelName> {
  private static final Comparator<ChannelName> BY_NAME =
      Comparator.comparing(ChannelName::tokenRecord)
          .thenComparing(ChannelName::channelId, Comparator.nullsFirst(String::compareTo));

  /** The channel of an outcome. */
  public static ChannelName of(Outcome outcome) {
    return new ChannelName(
        outcome.tokenRecord(), outcome.contentOwner() == null ? null : outcome.channelId());
  }

  @Override
  public int compareTo(ChannelName other) {
    return BY_NAME.compare(this, other);
  }

  /** Both names, or the only one. */
  @Override
  public String toString() {
    return channelId == null ? tokenRecord : tokenRecord + " " + channelId;
  }
}
