// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.plan.Basis;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierAnswer;
import io.analytix.beam.plan.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * Encodes the shards of a plan, with each channel, report and range of dates only once. A run of
 * 10,000 channels has more than 100,000 shards, and a runner may keep several copies.
 */
final class FetchPlanElementCoder extends AtomicCoder<List<ChosenShard>> {
  private static final int HAS_ROWS = 1;
  private static final int MOVED = 2;

  /** The dictionaries of one stream. */
  private static final class Dictionaries {
    final DictionaryEncoder<ChannelRef> channels = new DictionaryEncoder<>(new ChannelRefCoder());
    final DictionaryEncoder<String> reports = new DictionaryEncoder<>(StringUtf8Coder.of());
    final DictionaryEncoder<DateRange> dates = new DictionaryEncoder<>(new DateRangeCoder());
  }

  @Override
  public void encode(List<ChosenShard> shards, OutputStream out) throws IOException {
    Dictionaries dictionaries = new Dictionaries();
    VarIntCoder.of().encode(shards.size(), out);
    for (ChosenShard chosen : shards) {
      Shard shard = chosen.shard();
      dictionaries.channels.encode(shard.channel(), out);
      dictionaries.reports.encode(shard.report(), out);
      dictionaries.dates.encode(shard.dates(), out);
      encode(chosen.answered(), dictionaries, out);
      encode(chosen.deferred(), dictionaries, out);
      encode(chosen.earlier(), shard.dates().first(), out);
    }
  }

  private static void encode(List<EarlierAnswer> answers, LocalDate first, OutputStream out)
      throws IOException {
    VarIntCoder.of().encode(answers.size(), out);
    for (EarlierAnswer answer : answers) {
      Basis basis = answer.basis();
      boolean moved = basis.seen() != basis.answered();
      VarLongCoder.of().encode(answer.day().toEpochDay() - first.toEpochDay(), out);
      out.write((answer.hasRows() ? HAS_ROWS : 0) | (moved ? MOVED : 0));
      BigEndianLongCoder.of().encode(basis.answered(), out);
      if (moved) {
        BigEndianLongCoder.of().encode(basis.seen(), out);
      }
    }
  }

  private static void encode(List<DateRange> ranges, Dictionaries dictionaries, OutputStream out)
      throws IOException {
    VarIntCoder.of().encode(ranges.size(), out);
    for (DateRange range : ranges) {
      dictionaries.dates.encode(range, out);
    }
  }

  @Override
  public List<ChosenShard> decode(InputStream in) throws IOException {
    Dictionaries dictionaries = new Dictionaries();
    int count = VarIntCoder.of().decode(in);
    List<ChosenShard> shards = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Shard shard =
          new Shard(
              dictionaries.channels.decode(in),
              dictionaries.reports.decode(in),
              dictionaries.dates.decode(in));
      shards.add(
          new ChosenShard(
              shard,
              ranges(dictionaries, in),
              ranges(dictionaries, in),
              answers(shard.dates().first(), in)));
    }
    return shards;
  }

  private static List<EarlierAnswer> answers(LocalDate first, InputStream in) throws IOException {
    int count = VarIntCoder.of().decode(in);
    List<EarlierAnswer> answers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      LocalDate day = first.plusDays(VarLongCoder.of().decode(in));
      int flags = in.read();
      long answered = BigEndianLongCoder.of().decode(in);
      Basis basis =
          (flags & MOVED) == 0
              ? new Basis(answered)
              : new Basis(answered, BigEndianLongCoder.of().decode(in));
      answers.add(new EarlierAnswer(day, basis, (flags & HAS_ROWS) != 0));
    }
    return answers;
  }

  private static List<DateRange> ranges(Dictionaries dictionaries, InputStream in)
      throws IOException {
    int count = VarIntCoder.of().decode(in);
    List<DateRange> ranges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ranges.add(dictionaries.dates.decode(in));
    }
    return ranges;
  }
}
