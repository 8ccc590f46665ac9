// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.jspecify.annotations.Nullable;

/** Encodes a channel field by field, see {@link ShardCoder}. */
final class ChannelRefCoder extends AtomicCoder<ChannelRef> {
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<@Nullable String> OPTIONAL_TEXT = NullableCoder.of(TEXT);

  @Override
  public void encode(ChannelRef channel, OutputStream out) throws IOException {
    TEXT.encode(channel.tokenRecord(), out);
    OPTIONAL_TEXT.encode(channel.channelId(), out);
    OPTIONAL_TEXT.encode(channel.contentOwner(), out);
    OPTIONAL_TEXT.encode(channel.problem(), out);
  }

  @Override
  public ChannelRef decode(InputStream in) throws IOException {
    return new ChannelRef(
        TEXT.decode(in),
        OPTIONAL_TEXT.decode(in),
        OPTIONAL_TEXT.decode(in),
        OPTIONAL_TEXT.decode(in));
  }
}
