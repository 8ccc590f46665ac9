// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;

/**
 * Encodes the shards of a lane: each channel, report and range of dates once. A run of ten thousand
 * channels has more than a hundred thousand shards, which a runner may keep in several copies.
 */
final class FetchPlanElementCoder extends AtomicCoder<List<ChosenShard>> {
  /** What came so far, in one stream. */
  private static final class Known {
    final DictionaryEncoder<ChannelRef> channels = new DictionaryEncoder<>(new ChannelRefCoder());
    final DictionaryEncoder<String> reports = new DictionaryEncoder<>(StringUtf8Coder.of());
    final DictionaryEncoder<DateRange> dates = new DictionaryEncoder<>(new DateRangeCoder());
  }

  @Override
  public void encode(List<ChosenShard> shards, OutputStream out) throws IOException {
    Known known = new Known();
    VarIntCoder.of().encode(shards.size(), out);
    for (ChosenShard chosen : shards) {
      Shard shard = chosen.shard();
      known.channels.encode(shard.channel(), out);
      known.reports.encode(shard.report(), out);
      known.dates.encode(shard.dates(), out);
      encode(chosen.answered(), known, out);
      encode(chosen.deferred(), known, out);
    }
  }

  private static void encode(List<DateRange> ranges, Known known, OutputStream out)
      throws IOException {
    VarIntCoder.of().encode(ranges.size(), out);
    for (DateRange range : ranges) {
      known.dates.encode(range, out);
    }
  }

  @Override
  public List<ChosenShard> decode(InputStream in) throws IOException {
    Known known = new Known();
    int count = VarIntCoder.of().decode(in);
    List<ChosenShard> shards = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Shard shard =
          new Shard(known.channels.decode(in), known.reports.decode(in), known.dates.decode(in));
      shards.add(new ChosenShard(shard, ranges(known, in), ranges(known, in)));
    }
    return shards;
  }

  private static List<DateRange> ranges(Known known, InputStream in) throws IOException {
    int count = VarIntCoder.of().decode(in);
    List<DateRange> ranges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ranges.add(known.dates.decode(in));
    }
    return ranges;
  }
}
