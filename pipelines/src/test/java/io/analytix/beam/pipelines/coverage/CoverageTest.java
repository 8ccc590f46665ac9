// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.coverage;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.analytix.beam.pipelines.coverage.DayState.ANSWERED;
import static io.analytix.beam.pipelines.coverage.DayState.DEFERRED;
import static io.analytix.beam.pipelines.coverage.DayState.EMPTY;
import static io.analytix.beam.pipelines.coverage.DayState.FAILED;
import static io.analytix.beam.pipelines.coverage.DayState.NOT_REQUESTED;
import static io.analytix.beam.pipelines.coverage.DayState.TRUNCATED;
import static io.analytix.beam.pipelines.coverage.DayState.UNCONFIRMED;
import static io.analytix.beam.pipelines.coverage.Outcomes.day;
import static io.analytix.beam.pipelines.coverage.Outcomes.days;
import static java.util.stream.Collectors.toSet;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.TimeGrain;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoverageTest {
  private static final Outcomes ALPHA = Outcomes.of("views", "alpha");
  private static final Outcomes BETA = Outcomes.of("views", "beta");
  private static final DateRange WEEK = days("2026-03-01", "2026-03-07");

  @Test
  void add_responseByDay_coversFromFirstToLastRow() {
    Coverage coverage = of(ALPHA.ok(WEEK, days("2026-03-02", "2026-03-05")));

    assertThat(states(coverage, "views", WEEK))
        .containsExactly(
            "alpha", List.of(EMPTY, ANSWERED, ANSWERED, ANSWERED, ANSWERED, EMPTY, EMPTY));
    assertThat(coverage.count().asMap()).containsExactly(ANSWERED, 4L, EMPTY, 3L);
  }

  @Test
  void add_requestsPerDay_eachDayHasItsOwnState() {
    Coverage coverage =
        of(
            ALPHA.ok(day("2026-03-01"), day("2026-03-01")),
            ALPHA.truncated(day("2026-03-02")),
            ALPHA.empty(day("2026-03-03")),
            ALPHA.failed(day("2026-03-04"), Cause.BACKEND),
            ALPHA.failed(day("2026-03-05"), Cause.QUOTA_DAY),
            BETA.ok(day("2026-03-07"), day("2026-03-07")));

    assertThat(states(coverage, "views", WEEK))
        .containsExactly(
            "alpha",
            List.of(ANSWERED, TRUNCATED, EMPTY, FAILED, DEFERRED, NOT_REQUESTED, NOT_REQUESTED),
            "beta",
            List.of(
                NOT_REQUESTED,
                NOT_REQUESTED,
                NOT_REQUESTED,
                NOT_REQUESTED,
                NOT_REQUESTED,
                NOT_REQUESTED,
                ANSWERED));
    DayCounts counts = coverage.count();
    assertThat(counts.asMap())
        .containsExactly(
            ANSWERED, 2L, TRUNCATED, 1L, EMPTY, 1L, FAILED, 1L, DEFERRED, 1L, NOT_REQUESTED, 8L);
    assertThat(counts.requested()).isEqualTo(6);
    assertThat(counts.answered()).isEqualTo(3);
  }

  @Test
  void add_emptyResponseOverStoredDays_marksOnlyTheseUnconfirmed() {
    Set<LocalDate> stored = Set.of(LocalDate.parse("2026-02-28"), LocalDate.parse("2026-03-02"));
    Coverage coverage =
        new Coverage(
            List.of(),
            (outcome, days) ->
                outcome.tokenRecord().equals("alpha") ? within(days, stored) : Set.of());
    coverage.add(ALPHA.empty(days("2026-03-01", "2026-03-03")));
    coverage.add(BETA.empty(days("2026-03-01", "2026-03-03")));

    assertThat(states(coverage, "views", days("2026-02-28", "2026-03-03")))
        .containsExactly(
            "alpha", List.of(NOT_REQUESTED, EMPTY, UNCONFIRMED, EMPTY),
            "beta", List.of(NOT_REQUESTED, EMPTY, EMPTY, EMPTY));
  }

  @Test
  void add_responseByDayWithStoredDaysAtItsEdges_marksTheseUnconfirmed() {
    Set<LocalDate> stored =
        Set.of(
            LocalDate.parse("2026-02-28"),
            LocalDate.parse("2026-03-01"),
            LocalDate.parse("2026-03-03"),
            LocalDate.parse("2026-03-06"));
    Coverage coverage = new Coverage(List.of(), (outcome, days) -> within(days, stored));

    coverage.add(ALPHA.ok(WEEK, days("2026-03-02", "2026-03-05")));

    assertThat(states(coverage, "views", WEEK))
        .containsExactly(
            "alpha",
            List.of(UNCONFIRMED, ANSWERED, ANSWERED, ANSWERED, ANSWERED, UNCONFIRMED, EMPTY));
    assertThat(coverage.count().asMap()).containsExactly(ANSWERED, 4L, UNCONFIRMED, 2L, EMPTY, 1L);
  }

  @Test
  void add_batchesWithDifferentEdges_dayCoveredByOneIsAnswered() {
    Coverage coverage = new Coverage(List.of(), (outcome, days) -> days.days().collect(toSet()));

    coverage.add(ALPHA.ok(WEEK, WEEK));
    coverage.add(ALPHA.ok(WEEK, days("2026-03-04", "2026-03-05")));

    assertThat(coverage.count().asMap()).containsExactly(ANSWERED, 7L);
  }

  @Test
  void add_failedOverStoredDays_isFailed() {
    Coverage coverage =
        new Coverage(List.of(), (outcome, days) -> Set.of(LocalDate.parse("2026-03-02")));
    coverage.add(ALPHA.failed(WEEK, Cause.NETWORK));

    assertThat(coverage.count().asMap()).containsExactly(FAILED, 7L);
  }

  @Test
  void add_batchesOfOneDay_mostUrgentStateWins() {
    Coverage coverage =
        of(
            ALPHA.empty(day("2026-03-01")),
            ALPHA.ok(day("2026-03-01"), day("2026-03-01")),
            ALPHA.ok(day("2026-03-02"), day("2026-03-02")),
            ALPHA.failed(day("2026-03-02"), Cause.BACKEND));

    assertThat(states(coverage, "views", days("2026-03-01", "2026-03-02")))
        .containsExactly("alpha", List.of(ANSWERED, FAILED));
  }

  @Test
  void add_reportsThatAreNotByDay_countMonthsRangesAndChannels() {
    Coverage coverage =
        new Coverage(
            List.of(
                report("monthly", TimeGrain.MONTH),
                report("campaign", TimeGrain.RANGE),
                Reports.find("videos").orElseThrow()),
            (outcome, days) ->
                outcome.tokenRecord().equals("beta") ? days.days().collect(toSet()) : Set.of());
    DateRange january = days("2026-01-01", "2026-01-31");
    DateRange february = days("2026-02-01", "2026-02-28");
    for (String channel : List.of("alpha", "beta")) {
      coverage.add(Outcomes.of("monthly", channel).ok(january, january));
      coverage.add(Outcomes.of("monthly", channel).empty(february));
      coverage.add(Outcomes.of("campaign", channel).empty(WEEK));
    }
    coverage.add(Outcomes.of("videos", "alpha").ok(day("2026-03-07"), day("2026-03-07")));

    assertThat(counts(coverage, "monthly"))
        .containsExactly(ANSWERED, 2L, EMPTY, 1L, UNCONFIRMED, 1L);
    assertThat(counts(coverage, "campaign")).containsExactly(EMPTY, 1L, UNCONFIRMED, 1L);
    assertThat(counts(coverage, "videos")).containsExactly(ANSWERED, 1L);
    assertThat(extent(coverage, "monthly")).isEqualTo("2 × 2 months");
    assertThat(extent(coverage, "campaign")).isEqualTo("2 × 1 range");
    assertThat(extent(coverage, "videos")).isEqualTo("1 channel");
    assertThat(coverage.count(TimeGrain.MONTH).requested()).isEqualTo(4);
    assertThat(coverage.count(TimeGrain.DAY).requested()).isEqualTo(0);
  }

  @Test
  void add_backfilledChannel_statesAddUpToChannelsTimesMonths() {
    Coverage coverage = new Coverage(List.of(report("monthly", TimeGrain.MONTH)), StoredDays.NONE);
    DateRange march = days("2026-03-01", "2026-03-31");
    coverage.add(Outcomes.of("monthly", "alpha").ok(march, march));
    for (String first : List.of("2026-01-01", "2026-02-01", "2026-03-01")) {
      LocalDate day = LocalDate.parse(first);
      DateRange month = new DateRange(day, day.plusMonths(1).minusDays(1));
      coverage.add(Outcomes.of("monthly", "beta").ok(month, month));
    }

    assertThat(extent(coverage, "monthly")).isEqualTo("2 × 3 months");
    assertThat(counts(coverage, "monthly")).containsExactly(ANSWERED, 4L, NOT_REQUESTED, 2L);
  }

  @Test
  void add_channelsOfOneContentOwner_areCountedSeparately() {
    Coverage coverage = new Coverage(List.of(), StoredDays.NONE);
    Outcome first = new Outcomes("views", "owner", "Owner").ok(WEEK, WEEK);
    coverage.add(first);
    coverage.add(withChannel(first, "UCsecond"));

    assertThat(coverage.of("views").orElseThrow().channels().stream().map(ChannelCoverage::channel))
        .containsExactly(new ChannelName("owner", "UCowner"), new ChannelName("owner", "UCsecond"));
  }

  @Test
  void of_reportNotRequested_returnsEmpty() {
    assertThat(of(ALPHA.empty(WEEK)).of("revenue")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void add_outcomesInAnyOrder_returnsTheSameStates(long seed) {
    Random random = new Random(seed);
    Coverage coverage = new Coverage(List.of(), StoredDays.NONE);
    Map<String, Map<LocalDate, DayState>> model = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      String channel = "channel-" + random.nextInt(4);
      LocalDate first = LocalDate.parse("2026-01-01").plusDays(random.nextInt(90) - 45);
      DateRange requested = new DateRange(first, first.plusDays(random.nextInt(9)));
      boolean failed = random.nextInt(3) == 0;
      Outcomes of = Outcomes.of("views", channel);
      coverage.add(failed ? of.failed(requested, Cause.BACKEND) : of.ok(requested, requested));
      Map<LocalDate, DayState> days = model.computeIfAbsent(channel, name -> new TreeMap<>());
      requested
          .days()
          .forEach(
              day -> days.compute(day, (d, old) -> failed || old == FAILED ? FAILED : ANSWERED));
    }

    ReportCoverage report = coverage.of("views").orElseThrow();
    for (ChannelCoverage channel : report.channels()) {
      Map<LocalDate, DayState> expected = model.get(channel.channel().tokenRecord());
      report
          .dates()
          .days()
          .forEach(
              day ->
                  assertWithMessage("seed %s, %s of %s", seed, day, channel.channel())
                      .that(channel.state(day))
                      .isEqualTo(expected.getOrDefault(day, NOT_REQUESTED)));
    }
    assertThat(report.channels()).hasSize(model.size());
  }

  private static Set<LocalDate> within(DateRange days, Set<LocalDate> stored) {
    return stored.stream().filter(days::contains).collect(toSet());
  }

  private static ReportDefinition report(String name, TimeGrain every) {
    return ReportDefinition.named(name).metrics("views").every(every).build();
  }

  private static Map<DayState, Long> counts(Coverage coverage, String report) {
    return coverage.of(report).orElseThrow().count().asMap();
  }

  private static String extent(Coverage coverage, String report) {
    return coverage.of(report).orElseThrow().extent();
  }

  private static Coverage of(Outcome... outcomes) {
    Coverage coverage = new Coverage(List.of(), StoredDays.NONE);
    List.of(outcomes).forEach(coverage::add);
    return coverage;
  }

  private static Map<String, List<DayState>> states(
      Coverage coverage, String report, DateRange days) {
    Map<String, List<DayState>> states = new TreeMap<>();
    for (ChannelCoverage channel : coverage.of(report).orElseThrow().channels()) {
      states.put(channel.channel().toString(), days.days().map(channel::state).toList());
    }
    return states;
  }

  private static Outcome withChannel(Outcome outcome, String channelId) {
    return Outcomes.of(outcome, outcome.runId(), channelId);
  }
}
