// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package com.example.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReportReader;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChannelViewsTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-11-02");
  private static final LocalDate LAST = LocalDate.parse("2026-11-08");

  private final SimulatedChannel baker =
      SimulatedChannel.named("alpine-baker").inactiveShare(0).build();
  private final SimulatedChannel potter = SimulatedChannel.named("quiet-potter").build();
  private final World world = World.builder(8).channel(baker).channel(potter).build();

  @TempDir Path folder;

  @Test
  void twoNights_holdWhatGoogleSaidLast_andTheChannelWithoutConsentIsADeadLetter()
      throws IOException {
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.revoke(potter.id());
      night(google);
      assertEquals(truth(), stored());

      world.restate(baker.id(), LocalDate.parse("2026-11-05"));
      night(google);
      assertEquals(truth(), stored());
    }

    long total = truth().values().stream().mapToLong(Long::longValue).sum();
    assertEquals(
        List.of("{\"channel_id\":\"%s\",\"views\":%d}".formatted(baker.id(), total)),
        lines("totals.json"));
    assertEquals(1, lines("dead-letters.json").size());
    String letter = lines("dead-letters.json").get(0);
    assertTrue(letter.contains("quiet-potter") && letter.contains("TOKEN_REVOKED"), letter);
  }

  private void night(SimulatedGoogle google) throws IOException {
    ChannelViews.Options options =
        PipelineOptionsFactory.fromArgs(
                "--tokens=" + google.writeTokenRecords(folder.resolve("tokens")),
                "--client=" + google.writeClientSecrets(folder.resolve("client.json")),
                "--first=" + FIRST,
                "--last=" + LAST,
                "--folder=" + folder)
            .withValidation()
            .as(ChannelViews.Options.class);
    Endpoints simulated =
        Endpoints.of(google.apiRootUrl().toString(), google.dataApiRootUrl().toString());
    ChannelViews.pipeline(options, ChannelViews.read(options).withEndpoints(simulated))
        .run()
        .waitUntilFinish();
  }

  /** The views of each day in the table of the report. */
  private Map<LocalDate, Long> stored() throws IOException {
    Map<LocalDate, Long> views = new TreeMap<>();
    ReportReader.rows(
            ParquetOutput.at(folder.resolve("tables").toString()),
            Reports.find("channel_daily").orElseThrow())
        .forEach(row -> views.put((LocalDate) row.getValue("day"), row.getInt64("views")));
    return views;
  }

  /** The views of each day as the simulated Google knows them. */
  private Map<LocalDate, Long> truth() {
    Map<LocalDate, Long> views = new TreeMap<>();
    world
        .truth(baker.id(), List.of("day"), List.of("views"), FIRST, LAST)
        .forEach(row -> views.put((LocalDate) row.get("day"), (Long) row.get("views")));
    return views;
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }
}
