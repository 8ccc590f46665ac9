// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.QuotaUse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SnappyCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * All shards of a run's quota domain, in a fixed order: a restriction names them by their index.
 *
 * @param runId drawn when the lane was gathered, never used twice
 * @param used what earlier runs used of the day's quota
 */
record FetchPlanElement(String runId, QuotaUse used, List<ChosenShard> shards) {
  FetchPlanElement {
    shards = List.copyOf(shards);
  }

  /** Written by hand and compressed, because the lane is encoded again at every pause. */
  static Coder<FetchPlanElement> coder() {
    return SnappyCoder.of(new LaneCoder());
  }

  private static final class LaneCoder extends AtomicCoder<FetchPlanElement> {
    private static final Coder<List<ChosenShard>> SHARDS = new FetchPlanElementCoder();

    @Override
    public void encode(FetchPlanElement lane, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(lane.runId(), out);
      VarLongCoder.of().encode(lane.used().day().toEpochDay(), out);
      VarLongCoder.of().encode(lane.used().requests(), out);
      SHARDS.encode(lane.shards(), out);
    }

    @Override
    public FetchPlanElement decode(InputStream in) throws IOException {
      String runId = StringUtf8Coder.of().decode(in);
      LocalDate day = LocalDate.ofEpochDay(VarLongCoder.of().decode(in));
      QuotaUse used = new QuotaUse(day, VarLongCoder.of().decode(in));
      return new FetchPlanElement(runId, used, SHARDS.decode(in));
    }
  }
}
