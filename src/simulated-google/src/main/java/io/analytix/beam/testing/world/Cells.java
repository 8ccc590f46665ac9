// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.world.Metric.Count;
import io.analytix.beam.testing.world.Metric.CurvePoint;
import io.analytix.beam.testing.world.Metric.Money;
import io.analytix.beam.testing.world.Metric.PerThousand;
import io.analytix.beam.testing.world.Metric.Ratio;
import io.analytix.beam.testing.world.Metric.WholeRatio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.ToLongFunction;

/** Converts sums to cells: Long, Double, or BigDecimal for amounts. */
final class Cells {
  private Cells() {}

  static Object of(Metric metric, ToLongFunction<String> sums, String currency) {
    Metric.Formula formula = metric.formula();
    if (formula instanceof Count count) {
      return sums.applyAsLong(count.part());
    }
    if (formula instanceof CurvePoint point) {
      return sums.applyAsLong(point.part());
    }
    if (formula instanceof Money money) {
      return amount(BigDecimal.valueOf(sums.applyAsLong(money.part()), 9), currency);
    }
    if (formula instanceof PerThousand cost) {
      return amount(
          perThousand(sums.applyAsLong(cost.above()), sums.applyAsLong(cost.below())), currency);
    }
    if (formula instanceof WholeRatio ratio) {
      return wholeRatio(ratio, sums.applyAsLong(ratio.above()), sums.applyAsLong(ratio.below()));
    }
    Ratio ratio = (Ratio) formula;
    long below = sums.applyAsLong(ratio.below());
    return below == 0 ? 0.0 : (double) sums.applyAsLong(ratio.above()) / below * ratio.factor();
  }

  private static long wholeRatio(WholeRatio ratio, long above, long below) {
    return below == 0
        ? 0L
        : above / below * ratio.factor() + above % below * ratio.factor() / below;
  }

  private static BigDecimal perThousand(long billionths, long count) {
    return count == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(billionths, 6)
            .divide(BigDecimal.valueOf(count), 9, RoundingMode.HALF_EVEN);
  }

  /** Converts dollars by an integral factor per currency, which is exact. */
  private static BigDecimal amount(BigDecimal dollars, String currency) {
    long rate = currency.equals("USD") ? 1 : 2 + KeyedRandom.from(0).with(currency).below(8);
    BigDecimal amount = dollars.multiply(BigDecimal.valueOf(rate)).stripTrailingZeros();
    return amount.scale() < 0 ? amount.setScale(0) : amount;
  }
}
