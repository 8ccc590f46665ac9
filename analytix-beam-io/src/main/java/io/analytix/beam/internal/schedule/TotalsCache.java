// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.channel.ChannelRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The totals of the days of the channels read last: several reports need them, also after a
 * checkpoint. The least recently used are dropped, and would be read again.
 */
final class TotalsCache {
  /** About 10 megabytes. */
  private static final int MAX_CHANNELS = 20_000;

  /** The totals by channel, and whether they are of money. */
  @SuppressWarnings("serial") // Never serialized.
  private final LinkedHashMap<Key, DayTotals> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, DayTotals> eldest) {
          return size() > MAX_CHANNELS;
        }
      };

  /** Identifies totals of a channel. */
  record Key(ChannelRef channel, boolean money) {}

  /** The totals, null if they are not known. */
  @Nullable DayTotals get(Key key) {
    return known.get(key);
  }

  void put(Key key, DayTotals totals) {
    known.put(key, totals);
  }
}
