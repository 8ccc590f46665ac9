// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import static io.analytix.beam.pipelines.coverage.Outcomes.day;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.coverage.ChannelTitles;
import io.analytix.beam.pipelines.coverage.Outcomes;
import io.analytix.beam.pipelines.coverage.StoredDays;
import io.analytix.beam.plan.DateRange;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Runs of all sizes, as outcomes. */
final class SampleRuns {
  private static final LocalDate LAST = LocalDate.parse("2026-03-14");
  private static final int PER_MINUTE = 600;
  private static final int DAYS_LATE = 2;

  private static final Set<LocalDate> MARCH =
      Set.of(LocalDate.parse("2026-03-03"), LocalDate.parse("2026-03-13"));

  private SampleRuns() {}

  /** One channel, one day, one request. */
  static RunSummary smallest() {
    return summary(List.of(Outcomes.of("channel_daily", "alpha").ok(last(1), last(1))));
  }

  /** Requests by day and per day of many channels, most of them without failures. */
  static RunSummary large(int channels, int days, long seed) {
    Random random = new Random(seed);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < channels; i++) {
      String name = String.format(Locale.ROOT, "channel-%04d", i);
      boolean revoked = random.nextInt(150) == 0;
      outcomes.add(byDay(Outcomes.of("channel_daily", name), last(days), revoked, random));
      for (LocalDate day : last(days).days().toList()) {
        outcomes.add(perDay(Outcomes.of("geography_daily", name), day, revoked, random));
      }
    }
    return summary(paced(outcomes));
  }

  private static Outcome byDay(Outcomes of, DateRange requested, boolean revoked, Random random) {
    if (revoked) {
      return of.failed(requested, Cause.TOKEN_REVOKED, "invalid_grant: Token has been revoked.");
    }
    int late = random.nextInt(20) == 0 ? DAYS_LATE + 1 : DAYS_LATE;
    return requested.days().count() <= late
        ? of.empty(requested)
        : of.ok(requested, new DateRange(requested.first(), requested.last().minusDays(late)));
  }

  private static Outcome perDay(Outcomes of, LocalDate day, boolean revoked, Random random) {
    DateRange requested = new DateRange(day, day);
    if (revoked) {
      return of.failed(requested, Cause.TOKEN_REVOKED, "invalid_grant: Token has been revoked.");
    }
    if (random.nextInt(2000) == 0) {
      return of.failed(requested, Cause.BACKEND, "the API answered 500 four times: backendError");
    }
    return day.isAfter(LAST.minusDays(DAYS_LATE)) || random.nextInt(300) == 0
        ? of.empty(requested)
        : of.ok(requested, requested);
  }

  /** Many channels, each with troubles of its own: every state and several causes. */
  static RunSummary troubled(String foreign) {
    List<Outcome> outcomes = new ArrayList<>();
    Cause[] causes = {
      Cause.TOKEN_REVOKED, Cause.SCOPE_MISSING, Cause.BACKEND, Cause.RECORD_INVALID, Cause.FORBIDDEN
    };
    for (int i = 0; i < 40; i++) {
      String name = String.format(Locale.ROOT, "channel-%02d", i);
      Outcomes daily = Outcomes.of("channel_daily", i == 7 ? foreign : name);
      outcomes.add(
          i % 4 == 0
              ? daily.failed(last(28), causes[i % 5], i == 8 ? foreign : "refused, kind " + i % 3)
              : daily.ok(last(28), new DateRange(LAST.minusDays(27), LAST.minusDays(2))));
      Outcomes top = Outcomes.of("top_videos_daily", name);
      for (int d = 0; d < 10; d++) {
        DateRange day = new DateRange(LAST.minusDays(d), LAST.minusDays(d));
        outcomes.add(
            d < DAYS_LATE
                ? top.empty(day)
                : i > 30 && d > 4
                    ? top.failed(day, Cause.QUOTA_DAY, "the day's quota is used up")
                    : (i + d) % 11 == 0
                        ? top.failed(day, Cause.BACKEND, "the API answered 500")
                        : i % 3 == 0 ? top.truncated(day) : top.ok(day, day));
      }
    }
    outcomes.add(Outcomes.of("top_videos_daily", "channel-05").empty(day("2026-03-03")));
    outcomes.add(
        Outcomes.of("top_videos_daily", "channel-06").ok(day("2026-03-02"), day("2026-03-02")));
    return summary(
        paced(outcomes),
        (outcome, days) -> {
          Set<LocalDate> stored = new HashSet<>(MARCH);
          stored.removeIf(
              day -> !days.contains(day) || !outcome.tokenRecord().equals("channel-05"));
          return stored;
        });
  }

  /** The facts of a run with all there is to say. */
  static RunFacts facts() {
    return new RunFacts(
        "20260315-120000-1a2b3c",
        new TreeMap<>(
            Map.of(
                "--tokenRecords", "file:tokens",
                "--clientSecrets", "file:client_secret.json",
                "--queriesPerMinute", "600",
                "--output", "youtube")),
        PER_MINUTE,
        null,
        BulkRequests.NONE,
        null,
        new ChannelTitles(Map.of("channel-05", "Söhne & <Töchter>")));
  }

  static RunSummary summary(List<Outcome> outcomes) {
    return summary(outcomes, StoredDays.NONE);
  }

  static RunSummary summary(List<Outcome> outcomes, StoredDays stored) {
    RunSummary summary = new RunSummary(List.of(), stored);
    outcomes.forEach(summary::add);
    return summary;
  }

  private static DateRange last(int days) {
    return new DateRange(LAST.minusDays(days - 1L), LAST);
  }

  /** Evenly, a little below the quota, some sent again. */
  private static List<Outcome> paced(List<Outcome> outcomes) {
    List<Outcome> paced = new ArrayList<>();
    long slot = 0;
    for (Outcome outcome : outcomes) {
      int requests = outcome.requests() == 0 ? 0 : paced.size() % 97 == 0 ? 3 : 1;
      paced.add(
          Outcomes.sent(
              outcome,
              Duration.ofMillis(slot * 60_000 / (PER_MINUTE - 20)),
              Duration.ofMillis(requests < 2 ? 180 : 4_000),
              requests));
      slot += requests;
    }
    return paced;
  }
}
