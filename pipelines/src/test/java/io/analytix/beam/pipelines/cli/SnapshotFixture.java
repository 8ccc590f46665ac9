// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import io.analytix.beam.ReadResult;
import io.analytix.beam.pipelines.bigquery.FakeBigQuery;
import io.analytix.beam.pipelines.cli.Workbench.Printed;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the snapshots of two channels, alpine and baker, into either output. */
abstract class SnapshotFixture {
  static final List<ReportDefinition> SNAPSHOTS =
      List.of(Reports.find("channels").orElseThrow(), Reports.find("videos").orElseThrow());

  @TempDir Path folder;

  final SimulatedChannel alpine;
  final SimulatedChannel baker;
  final World world;
  Workbench bench;
  FakeBigQuery bigQuery;

  /** A world with the two channels and with a content owner that manages the second. */
  SnapshotFixture(LocalDate today, SimulatedChannel alpine, SimulatedChannel baker) {
    this.alpine = alpine;
    this.baker = baker;
    this.world =
        World.builder(5)
            .today(today)
            .channel(alpine)
            .channel(baker)
            .contentOwner("network", baker)
            .build();
  }

  @BeforeEach
  void start() throws Exception {
    bench = new Workbench(world, folder);
    bench.google.writeTokenRecords(bench.tokens);
    bigQuery = new FakeBigQuery("ds", "EU");
  }

  @AfterEach
  void stop() throws Exception {
    bigQuery.close();
    bench.close();
  }

  /** Stores the snapshots as {@code changed}; all responses arrive at one time. */
  final void night(boolean inBigQuery, Instant arrival, UnaryOperator<ReadResult> changed)
      throws Exception {
    SnapshotNight night = new SnapshotNight(bench, SNAPSHOTS, arrival);
    if (inBigQuery) {
      night.storeIn(bigQuery, changed);
    } else {
      night.store(changed);
    }
  }

  /** Runs the command; a later option takes the place of one with the same name. */
  final Printed run(boolean inBigQuery, Clock clock, String... options) {
    Map<String, String> line = new LinkedHashMap<>();
    Stream.of(
            Stream.of("run"),
            access(),
            Stream.of("--queriesPerMinute=9999", "--asOf=2026-03-10T20:00:00Z"),
            output(inBigQuery),
            Stream.of(options))
        .flatMap(all -> all)
        .forEach(argument -> line.put(argument.split("=")[0], argument));
    return Workbench.analytix(
        CliEnvironment.withoutTerminal(clock), line.values().toArray(String[]::new));
  }

  /** The options that name records, client and the simulated Google. */
  final Stream<String> access() {
    return Stream.of(
        "--tokenRecords=file:" + bench.tokens,
        "--clientSecrets=file:" + bench.client,
        "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
        "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl());
  }

  /** The options that select the output. */
  final Stream<String> output(boolean inBigQuery) {
    return inBigQuery
        ? Stream.of("--outputDataset=proj:ds", "--bigQueryEndpoint=" + bigQuery.endpoint())
        : Stream.of("--output=" + bench.output);
  }
}
