// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Encodes chosen shards by hand, as {@link ShardCoder} does. */
final class ChosenShardCoder extends AtomicCoder<ChosenShard> {
  private static final Coder<Shard> SHARD = new ShardCoder();
  private static final Coder<List<DateRange>> RANGES = ListCoder.of(new DateRangeCoder());

  @Override
  public void encode(ChosenShard chosen, OutputStream out) throws IOException {
    SHARD.encode(chosen.shard(), out);
    RANGES.encode(chosen.answered(), out);
    RANGES.encode(chosen.deferred(), out);
  }

  @Override
  public ChosenShard decode(InputStream in) throws IOException {
    return new ChosenShard(SHARD.decode(in), RANGES.decode(in), RANGES.decode(in));
  }

  private static final class DateRangeCoder extends AtomicCoder<DateRange> {
    @Override
    public void encode(DateRange dates, OutputStream out) throws IOException {
      VarLongCoder.of().encode(dates.first().toEpochDay(), out);
      VarLongCoder.of().encode(dates.last().toEpochDay(), out);
    }

    @Override
    public DateRange decode(InputStream in) throws IOException {
      LocalDate first = LocalDate.ofEpochDay(VarLongCoder.of().decode(in));
      return new DateRange(first, LocalDate.ofEpochDay(VarLongCoder.of().decode(in)));
    }
  }
}
