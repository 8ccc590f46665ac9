// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.plan.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.SnappyCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/**
 * All shards of a run's quota domain, in a fixed order: a restriction names them by their index.
 *
 * @param runId drawn when the lane was gathered, never used twice
 */
record Lane(String runId, List<Shard> shards) {
  Lane {
    shards = List.copyOf(shards);
  }

  /** Written by hand and compressed, because the lane is encoded again at every pause. */
  static Coder<Lane> coder() {
    return SnappyCoder.of(new LaneCoder());
  }

  private static final class LaneCoder extends AtomicCoder<Lane> {
    private static final Coder<List<Shard>> SHARDS = ListCoder.of(new ShardCoder());

    @Override
    public void encode(Lane lane, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(lane.runId(), out);
      SHARDS.encode(lane.shards(), out);
    }

    @Override
    public Lane decode(InputStream in) throws IOException {
      return new Lane(StringUtf8Coder.of().decode(in), SHARDS.decode(in));
    }
  }
}
