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
 * All shards of a run, in a fixed order: a restriction refers to them by their index.
 *
 * @param runId generated when the run was planned, unique
 * @param used the requests that earlier runs sent under the day's quota
 * @param units what they used of the Data API's
 */
record FetchPlanElement(String runId, QuotaUse used, QuotaUse units, List<ChosenShard> shards) {
  FetchPlanElement {
    shards = List.copyOf(shards);
  }

  /**
   * Encoded field by field and compressed, because the element is encoded again at every
   * checkpoint.
   */
  static Coder<FetchPlanElement> coder() {
    return SnappyCoder.of(new PlanCoder());
  }

  private static final class PlanCoder extends AtomicCoder<FetchPlanElement> {
    private static final Coder<List<ChosenShard>> SHARDS = new FetchPlanElementCoder();

    @Override
    public void encode(FetchPlanElement plan, OutputStream out) throws IOException {
      StringUtf8Coder.of().encode(plan.runId(), out);
      VarLongCoder.of().encode(plan.used().day().toEpochDay(), out);
      VarLongCoder.of().encode(plan.used().requests(), out);
      VarLongCoder.of().encode(plan.units().requests(), out);
      SHARDS.encode(plan.shards(), out);
    }

    @Override
    public FetchPlanElement decode(InputStream in) throws IOException {
      String runId = StringUtf8Coder.of().decode(in);
      LocalDate day = LocalDate.ofEpochDay(VarLongCoder.of().decode(in));
      QuotaUse used = new QuotaUse(day, VarLongCoder.of().decode(in));
      QuotaUse units = new QuotaUse(day, VarLongCoder.of().decode(in));
      return new FetchPlanElement(runId, used, units, SHARDS.decode(in));
    }
  }
}
