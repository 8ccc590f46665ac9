// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reconcile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The figures of both halves, and how much they differ. */
record Reconciliation(String reportType, List<String> metrics, List<ChannelDay> days) {
  Reconciliation {
    metrics = List.copyOf(metrics);
    days = List.copyOf(days);
  }

  /**
   * A day of a channel.
   *
   * @param foundIn {@code both}, {@code bulk} or {@code channel_daily}
   * @param pairs by metric
   */
  record ChannelDay(String channelId, LocalDate day, String foundIn, Map<String, Pair> pairs) {}

  /** A metric of both halves; null where it is absent. */
  record Pair(@Nullable BigDecimal bulk, @Nullable BigDecimal daily) {
    /**
     * The difference as a share of {@code channel_daily}; empty if either is absent or that is 0.
     */
    Optional<BigDecimal> share() {
      return bulk == null || daily == null || daily.signum() == 0
          ? Optional.empty()
          : Optional.of(bulk.subtract(daily).abs().divide(daily.abs(), MathContext.DECIMAL64));
    }

    boolean differs() {
      return bulk != null && daily != null && bulk.compareTo(daily) != 0;
    }
  }

  /** A pair with its place. */
  record Difference(String metric, String channelId, LocalDate day, Pair pair) {}

  /** The number of days with rows in both halves, or in one only. */
  long daysIn(String half) {
    return days.stream().filter(day -> day.foundIn().equals(half)).count();
  }

  long channels() {
    return days.stream().map(ChannelDay::channelId).distinct().count();
  }

  /** The pairs of a metric that both halves have. */
  List<Difference> pairs(String metric) {
    List<Difference> pairs = new ArrayList<>();
    for (ChannelDay day : days) {
      Pair pair = day.pairs().get(metric);
      if (pair != null && pair.bulk() != null && pair.daily() != null) {
        pairs.add(new Difference(metric, day.channelId(), day.day(), pair));
      }
    }
    return pairs;
  }

  /** The sums of these pairs. */
  Pair sums(String metric) {
    BigDecimal bulk = BigDecimal.ZERO;
    BigDecimal daily = BigDecimal.ZERO;
    for (Difference one : pairs(metric)) {
      bulk = bulk.add(one.pair().bulk());
      daily = daily.add(one.pair().daily());
    }
    return new Pair(bulk, daily);
  }

  /** The pairs that differ, the greatest share first; those without a share come first. */
  List<Difference> differences() {
    Comparator<Difference> byShare =
        Comparator.comparing(one -> one.pair().share().orElse(BigDecimal.valueOf(Long.MAX_VALUE)));
    return metrics.stream()
        .flatMap(metric -> pairs(metric).stream())
        .filter(one -> one.pair().differs())
        .sorted(
            byShare.reversed().thenComparing(Difference::day).thenComparing(Difference::channelId))
        .toList();
  }
}
