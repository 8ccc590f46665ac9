// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package com.example.views;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Quota;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DailyViewsTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-11-02");
  private static final LocalDate LAST = LocalDate.parse("2026-11-08");

  private final World world = World.builder(7).channels(3).build();

  @Test
  void dailyViews_ofOwnTokenStore_areTheTruthOfTheSimulatedGoogle(@TempDir Path folder)
      throws IOException {
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.faults().next(1, Fault.SERVICE_UNAVAILABLE);
      Pipeline pipeline = Pipeline.create();

      PCollectionTuple result = pipeline.apply(new DailyViews(read(google, folder)));

      PAssert.that(result.get(DailyViews.VIEWS)).containsInAnyOrder(truth());
      PAssert.that(result.get(DailyViews.ENDINGS))
          .containsInAnyOrder(
              world.channels().stream()
                  .map(channel -> channel.handle() + " channel_daily OK")
                  .toList());
      pipeline.run().waitUntilFinish();
    }
  }

  private static AnalytixIO.Read read(SimulatedGoogle google, Path folder) throws IOException {
    return AnalytixIO.read()
        .withTokenStore(PropertiesTokenStore.in(records(google, folder).toString()))
        .withClientSecrets(
            ClientSecretsSource.file(
                google.writeClientSecrets(folder.resolve("client_secret.json")).toString()))
        .withDates(FIRST, LAST)
        .withQuota(Quota.perMinute(6000))
        .withEndpoints(
            Endpoints.of(google.apiRootUrl().toString(), google.dataApiRootUrl().toString()));
  }

  private static Path records(SimulatedGoogle google, Path folder) throws IOException {
    Path files = google.writeTokenRecords(folder.resolve("tokens"));
    Properties records = new Properties();
    for (SimulatedChannel channel : google.world().channels()) {
      String handle = channel.handle();
      records.setProperty(handle, Files.readString(files.resolve(handle + ".json")));
    }
    Path file = folder.resolve("records.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      records.store(writer, null);
    }
    return file;
  }

  private List<String> truth() {
    return world.channels().stream()
        .map(SimulatedChannel::id)
        .flatMap(
            id ->
                world.truth(id, List.of("day"), List.of("views"), FIRST, LAST).stream()
                    .map(row -> id + " " + row.get("day") + " " + row.get("views")))
        .toList();
  }
}
