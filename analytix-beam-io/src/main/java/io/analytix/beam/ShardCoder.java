// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * Encodes a shard field by field: Java's serialization would repeat the name of the class in each
 * shard.
 */
final class ShardCoder extends AtomicCoder<Shard> {
  private static final Coder<ChannelRef> CHANNEL = new ChannelRefCoder();
  private static final Coder<DateRange> DATES = new DateRangeCoder();

  @Override
  public void encode(Shard shard, OutputStream out) throws IOException {
    CHANNEL.encode(shard.channel(), out);
    StringUtf8Coder.of().encode(shard.report(), out);
    DATES.encode(shard.dates(), out);
  }

  @Override
  public Shard decode(InputStream in) throws IOException {
    return new Shard(CHANNEL.decode(in), StringUtf8Coder.of().decode(in), DATES.decode(in));
  }
}
