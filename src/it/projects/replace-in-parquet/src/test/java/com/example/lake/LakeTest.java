// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package com.example.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Quota;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.pipelines.parquet.ParquetOutput;
import io.analytix.beam.pipelines.parquet.ReplaceInParquet;
import io.analytix.beam.pipelines.parquet.ReportReader;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeTest {
  private static final ReportDefinition REPORT = Reports.find("channel_daily").orElseThrow();
  private static final LocalDate FIRST = LocalDate.parse("2026-10-28");
  private static final LocalDate LAST = LocalDate.parse("2026-11-05");

  private final SimulatedChannel baker =
      SimulatedChannel.named("alpine-baker").inactiveShare(0).build();
  private final World world = World.builder(8).channel(baker).channels(1).build();

  @TempDir Path folder;
  private String lake;

  @BeforeEach
  void chooseLake() {
    lake = folder.resolve("lake").toString();
  }

  @Test
  void lake_twoNights_holdsWhatGoogleSaidLast() throws IOException {
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      night(google);
      Set<List<Object>> before = stored();
      assertEquals(truth(), before);

      world.restate(baker.id(), LocalDate.parse("2026-10-30"));
      night(google);

      assertEquals(truth(), stored());
      assertNotEquals(before, stored());
    }
  }

  private void night(SimulatedGoogle google) throws IOException {
    String client = google.writeClientSecrets(folder.resolve("client_secret.json")).toString();
    String tokens = google.writeTokenRecords(folder.resolve("tokens")).toString();
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(
            AnalytixIO.read()
                .withTokenStore(FileTokenStore.in(tokens))
                .withClientSecrets(ClientSecretsSource.file(client))
                .withReports(REPORT)
                .withDates(FIRST, LAST)
                .withQuota(Quota.perMinute(6000))
                .withEndpoints(
                    Endpoints.of(
                        google.apiRootUrl().toString(), google.dataApiRootUrl().toString())))
        .apply("Store", ReplaceInParquet.to(lake));
    pipeline.run().waitUntilFinish();
  }

  /** Channel, day and views of every row. */
  private Set<List<Object>> stored() throws IOException {
    Set<List<Object>> rows = new HashSet<>();
    ReportReader.rows(ParquetOutput.at(lake), REPORT)
        .forEach(
            row ->
                rows.add(
                    List.of(
                        row.getString("channel_id"), row.getValue("day"), row.getInt64("views"))));
    return rows;
  }

  private Set<List<Object>> truth() {
    Set<List<Object>> rows = new HashSet<>();
    for (SimulatedChannel channel : world.channels()) {
      world
          .truth(channel.id(), List.of("day"), List.of("views"), FIRST, LAST)
          .forEach(row -> rows.add(List.of(channel.id(), row.get("day"), row.get("views"))));
    }
    return rows;
  }
}
