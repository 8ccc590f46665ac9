// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.Refetch;
import io.analytix.beam.youtube.ApiException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * In worlds of drawn lags and moves, after the last night the tables are the truth, if the
 * look-back is as long as the lag and the moves together.
 *
 * <p>{@code -Danalytix.refetch=N} draws N worlds.
 */
final class RefetchPropertyTest {
  private static final int WORLDS = Integer.getInteger("analytix.refetch", 60);
  private static final LocalDate START = LocalDate.parse("2026-06-01");

  @Test
  void tables_afterQuietNights_equalTheTruth() throws Exception {
    for (int world = 0; world < WORLDS; world++) {
      check(RefetchNights.seed(world), List.of(Refetch.CHANGED));
      check(RefetchNights.seed(world), List.of(Refetch.SETTLED));
      check(RefetchNights.seed(world), List.of(Refetch.values()));
    }
  }

  /** A future figure of a day: none removes it. */
  private record Move(int channel, LocalDate day, boolean present) {}

  private static void check(long seed, List<Refetch> modes) throws Exception {
    Random random = new Random(seed);
    int lag = 2 + random.nextInt(4);
    int moves = 1 + random.nextInt(20);
    boolean faults = random.nextInt(3) == 0;
    // A day that a fault costs needs another night.
    int lookback = lag + moves + (faults ? 2 : 0);
    int channels = 1 + random.nextInt(3);
    boolean reads = random.nextBoolean();
    RefetchNights nights =
        reads
            ? new RefetchNights(
                seed, channels, lag, lookback, START, RefetchNights.COUNTRIES, RefetchNights.TOTALS)
            : new RefetchNights(seed, channels, lag, lookback, START, RefetchNights.COUNTRIES);
    int active = 5 + random.nextInt(15);
    TreeMap<LocalDate, List<Move>> agenda = new TreeMap<>();
    for (int channel = 0; channel < channels; channel++) {
      for (int i = lag + 1 - lookback; i < active; i++) {
        schedule(random, channel, START.plusDays(i).minusDays(lag + 1L), lag, moves, agenda);
      }
    }
    int version = 0;
    for (int night = 0; night <= active + moves + 2; night++) {
      nights.today = START.plusDays(night);
      boolean faulty = faults && night % 3 == 1;
      nights.lab.server.script(
          sent ->
              faulty && random.nextInt(3) == 0
                  ? new ApiException.ReportRefused(Failure.of(Cause.QUERY_UNSUPPORTED, "no"))
                  : null);
      for (List<Move> due : agenda.headMap(nights.today, true).values()) {
        for (Move move : due) {
          Map<LocalDate, Integer> days = nights.figures.get(SchedulerLab.channelId(move.channel()));
          if (move.present()) {
            // Some figures come back as they were.
            days.put(move.day(), random.nextInt(4) == 0 ? 1 : ++version);
          } else {
            days.remove(move.day());
          }
        }
      }
      agenda.headMap(nights.today, true).clear();
      nights.night(modes.get(random.nextInt(modes.size())));
    }
    nights.figures.forEach(
        (channel, days) ->
            days.forEach(
                (day, figures) ->
                    assertWithMessage(
                            "-Dseed=%s %s: lag %s, moves %s, look-back %s, %s on %s",
                            seed, modes, lag, moves, lookback, channel, day)
                        .that(nights.stored.get(channel).get(day))
                        .isEqualTo(figures)));
  }

  /** A day appears once it is not late any more, and moves for some days. */
  private static void schedule(
      Random random,
      int channel,
      LocalDate day,
      int lag,
      int moves,
      TreeMap<LocalDate, List<Move>> agenda) {
    LocalDate appears = day.plusDays(lag + 1L);
    boolean present = true;
    add(agenda, appears, new Move(channel, day, true));
    for (int move = 1; move < moves; move++) {
      boolean last = move == moves - 1;
      if (random.nextInt(3) == 0 || (last && !present)) {
        present = last || random.nextInt(4) > 0;
        add(agenda, appears.plusDays(move), new Move(channel, day, present));
      }
    }
  }

  private static void add(TreeMap<LocalDate, List<Move>> agenda, LocalDate when, Move move) {
    agenda.computeIfAbsent(when, any -> new ArrayList<>()).add(move);
  }
}
