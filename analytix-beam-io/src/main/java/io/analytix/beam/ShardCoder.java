// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.jspecify.annotations.Nullable;

/** Encodes shards by hand: Java's serialization would name the class once a shard. */
final class ShardCoder extends AtomicCoder<Shard> {
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<@Nullable String> OPTIONAL_TEXT = NullableCoder.of(TEXT);

  @Override
  public void encode(Shard shard, OutputStream out) throws IOException {
    ChannelRef channel = shard.channel();
    TEXT.encode(channel.tokenRecord(), out);
    OPTIONAL_TEXT.encode(channel.channelId(), out);
    OPTIONAL_TEXT.encode(channel.contentOwner(), out);
    OPTIONAL_TEXT.encode(channel.problem(), out);
    TEXT.encode(shard.report(), out);
    VarLongCoder.of().encode(shard.dates().first().toEpochDay(), out);
    VarLongCoder.of().encode(shard.dates().last().toEpochDay(), out);
  }

  @Override
  public Shard decode(InputStream in) throws IOException {
    ChannelRef channel =
        new ChannelRef(
            TEXT.decode(in),
            OPTIONAL_TEXT.decode(in),
            OPTIONAL_TEXT.decode(in),
            OPTIONAL_TEXT.decode(in));
    String report = TEXT.decode(in);
    LocalDate first = LocalDate.ofEpochDay(VarLongCoder.of().decode(in));
    LocalDate last = LocalDate.ofEpochDay(VarLongCoder.of().decode(in));
    return new Shard(channel, report, new DateRange(first, last));
  }
}
