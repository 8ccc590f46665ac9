// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.cli.run.LocalRun;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReportReader;
import io.analytix.beam.pipelines.runreport.FailureGroup;
import io.analytix.beam.pipelines.runreport.JobTotals;
import io.analytix.beam.pipelines.runreport.RunSummary;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;
import org.jspecify.annotations.Nullable;

/**
 * The scenario of the demo and its expected results: eight channels, of which one has withdrawn its
 * consent, one is not monetised, and one has data later than the others.
 */
final class DemoStage {
  private static final long SEED = 4711;
  private static final LocalDate TODAY = LocalDate.parse("2026-03-15");
  private static final String REVOKED = "harbour-chess";
  private static final String WITHOUT_MONEY = "early-bird";
  private static final String LATE = "fjord-films";
  private static final int DEFAULT_LAG_DAYS = 2;
  private static final double INACTIVE = 0.04;
  private static final Instant GROUPED = Instant.parse("2026-01-06T09:30:00Z");
  private static final LocalDate LATE_DAY = TODAY.minusDays(DEFAULT_LAG_DAYS + 2L);

  /** The days of the demo: twenty, across the end of a month. */
  static final DateRange DATES =
      new DateRange(LocalDate.parse("2026-02-23"), LocalDate.parse("2026-03-14"));

  /** The time of the first night: two hours after midnight, Pacific time. */
  static final Instant NIGHT = Instant.parse("2026-03-15T09:00:00Z");

  /** The channel of which a day of bulk files is generated again. */
  private static final String REISSUED = "alpine-baker";

  private final World world;
  private final DemoBulk bulk;
  private final DemoNights nights = new DemoNights(NIGHT);

  DemoStage() {
    World.Builder stage = World.builder(SEED).today(TODAY);
    for (String handle :
        List.of("alpine-baker", "bike-workshop", "city-piano", "garden-radio", REVOKED)) {
      stage.channel(channel(handle).build());
    }
    stage.channel(channel("deep-sea-lab").videoCount(320).dailyViews(20_000).build());
    stage.channel(channel(WITHOUT_MONEY).monetised(false).build());
    stage.channel(channel(LATE).lateDays(DEFAULT_LAG_DAYS + 1).build());
    this.world = stage.build();
    this.bulk = new DemoBulk(world, NIGHT);
  }

  private static SimulatedChannel.Builder channel(String handle) {
    return SimulatedChannel.named(handle).lateDays(DEFAULT_LAG_DAYS).inactiveShare(INACTIVE);
  }

  World world() {
    return world;
  }

  /** The time of the simulated Google, and of the runs. */
  DemoNights nights() {
    return nights;
  }

  /**
   * Sets up what is not part of the world: a withdrawn consent, two transient failures, some groups
   * of videos, one of them empty, and bulk files.
   */
  void prepare(SimulatedGoogle google) {
    google.revoke(world.channel(REVOKED).id());
    bulk.prepare();
    google.faults().next(2, Fault.SERVICE_UNAVAILABLE);
    group(google, "alpine-baker", "Bread", 0, 4);
    group(google, "alpine-baker", "Cakes", 2, 9);
    group(google, "alpine-baker", "Next year", 0, 0);
    group(google, "deep-sea-lab", "Expeditions", 20, 80);
  }

  /** Creates a group of some of a channel's videos. */
  private void group(SimulatedGoogle google, String handle, String title, int from, int to) {
    SimulatedChannel channel = world.channel(handle);
    String[] videos = channel.videos().subList(from, to).toArray(String[]::new);
    google.makeGroup(GROUPED, "channel==" + channel.id(), title, "youtube#video", videos);
  }

  /** Goes on to the next night, before which one day of one channel was generated again. */
  void nextNight() {
    bulk.reissue(world.channel(REISSUED));
    nights.next();
  }

  /** What is staged for the second night, in words. */
  static String secondNight() {
    return "Next night: YouTube has generated %s of %s for %s again."
        .formatted(DemoBulk.REACH, DemoBulk.REISSUED_DAY, REISSUED);
  }

  /**
   * The differences of the second night from the expected results, one line each.
   *
   * @param before how many files the first night downloaded; none if an earlier demo has stored all
   */
  List<String> secondDifferences(LocalRun.Result result, SimulatedGoogle google, int before)
      throws IOException {
    List<String> differences = new ArrayList<>();
    int again = before == 0 ? 0 : 1;
    expect(
        differences,
        "bulk files downloaded",
        before + again,
        google.recordedCalls(Call.Kind.MEDIA).size());
    JobTotals jobs = result.summary().jobs().get(DemoBulk.REACH);
    expect(differences, "replaced days", again, jobs == null ? null : jobs.replaced());
    differences.addAll(
        bulk.differences(
            ParquetOutput.at(result.output().toString()),
            channel -> !channel.handle().equals(REVOKED),
            nights.instant()));
    return differences;
  }

  /** The differences from the expected results, one line each; empty if there are none. */
  List<String> differences(LocalRun.Result result, SimulatedGoogle google) throws IOException {
    List<String> differences = new ArrayList<>();
    expect(
        differences,
        "outcomes",
        result.planned() + result.bulk().planned(),
        result.summary().totals().outcomes());
    expect(
        differences,
        "requests seen by the server",
        result.summary().totals().requests(),
        counted(google).mapToInt(kind -> google.recordedCalls(kind).size()).sum());
    expectFailures(differences, result.summary());
    DemoTruth truth = new DemoTruth(google, DATES);
    Map<LocalDate, SortedSet<String>> newestDays = newestDays(truth);
    expect(differences, "newest days", newestDays, result.summary().newestDays());
    expect(differences, "channels at " + LATE_DAY, Set.of(LATE), newestDays.get(LATE_DAY));
    for (ReportDefinition report : Reports.builtInReports()) {
      Set<Map<String, Object>> expected = expected(report, truth);
      List<Map<String, Object>> stored =
          stored(ParquetOutput.at(result.output().toString()), report);
      if (stored.size() != expected.size() || !new HashSet<>(stored).equals(expected)) {
        differences.add(
            "table "
                + report.name()
                + ": "
                + stored.size()
                + " rows that are not the "
                + expected.size()
                + " of the simulated Google: use an empty --output folder");
      }
    }
    return differences;
  }

  /** What outcomes count: the requests of lists count with a new file, and not without one. */
  private static Stream<Call.Kind> counted(SimulatedGoogle google) {
    Stream<Call.Kind> requests =
        Stream.of(Call.Kind.REPORT, Call.Kind.GROUPS, Call.Kind.GROUP_ITEMS, Call.Kind.MEDIA);
    return google.recordedCalls(Call.Kind.MEDIA).isEmpty()
        ? requests
        : Stream.concat(requests, Stream.of(Call.Kind.JOBS, Call.Kind.JOB_REPORTS));
  }

  private static void expectFailures(List<String> differences, RunSummary summary) {
    Map<String, Set<String>> reports = new TreeMap<>();
    Map<String, String> failures = new TreeMap<>();
    for (FailureGroup failure : summary.failures()) {
      String records = String.join(", ", failure.records());
      reports.computeIfAbsent(records, any -> new TreeSet<>()).addAll(failure.reports());
      failures.put(records, failure.cause() + " of " + reports.get(records));
    }
    Set<String> all = new TreeSet<>(Reports.names());
    all.addAll(DemoBulk.TYPES);
    Set<String> money = new TreeSet<>();
    Reports.builtInReports().stream()
        .filter(ReportDefinition::monetary)
        .forEach(report -> money.add(report.name()));
    Map<String, String> staged = new TreeMap<>();
    staged.put(WITHOUT_MONEY, Cause.FORBIDDEN + " of " + money);
    staged.put(REVOKED, Cause.TOKEN_REVOKED + " of " + all);
    expect(differences, "failures", staged, failures);
    expect(differences, "deferred requests", 0L, summary.totals().count(Status.DEFERRED));
  }

  private static void expect(
      List<String> differences, String what, Object expected, @Nullable Object actual) {
    if (!String.valueOf(expected).equals(String.valueOf(actual))) {
      differences.add(what + ": expected " + expected + ", but got " + actual);
    }
  }

  /** The newest day of each channel without failures, in the format of the summary. */
  private Map<LocalDate, SortedSet<String>> newestDays(DemoTruth truth) {
    ReportDefinition report = Reports.find("channel_daily").orElseThrow();
    Map<LocalDate, SortedSet<String>> days = new TreeMap<>();
    for (SimulatedChannel channel : world.channels()) {
      if (!channel.handle().equals(REVOKED)) {
        List<Map<String, Object>> rows = truth.rows(report, channel);
        LocalDate newest = (LocalDate) rows.get(rows.size() - 1).get(ReportDefinition.DAY);
        days.computeIfAbsent(newest, day -> new TreeSet<>()).add(channel.handle());
      }
    }
    return days;
  }

  private Set<Map<String, Object>> expected(ReportDefinition report, DemoTruth truth) {
    Set<Map<String, Object>> rows = new HashSet<>();
    for (SimulatedChannel channel : world.channels()) {
      if (!channel.handle().equals(REVOKED)) {
        for (Map<String, Object> row : truth.rows(report, channel)) {
          Map<String, Object> whole = new LinkedHashMap<>(row);
          whole.put(ReportSchema.CHANNEL_ID, channel.id());
          rows.add(whole);
        }
      }
    }
    return rows;
  }

  private static List<Map<String, Object>> stored(ParquetOutput output, ReportDefinition report)
      throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Row row : ReportReader.rows(output, report)) {
      Map<String, Object> cells = new LinkedHashMap<>();
      row.getSchema().getFieldNames().forEach(name -> cells.put(name, cell(row.getValue(name))));
      cells
          .keySet()
          .removeAll(
              List.of(ReportSchema.CONTENT_OWNER, ReportSchema.FETCHED_AT, ReportSchema.RUN_ID));
      rows.add(cells);
    }
    return rows;
  }

  /** Converts instants to the type of the simulated Google. */
  private static @Nullable Object cell(@Nullable Object value) {
    return value instanceof ReadableInstant instant
        ? Instant.ofEpochMilli(instant.getMillis())
        : value;
  }
}
