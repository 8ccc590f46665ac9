// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares the run time with the minimum that the latency allows, without a quota, and with
 * sequential requests to the same server.
 */
final class SpeedBenchmark implements Benchmark {
  private static final int CHANNELS = 1000;
  static final List<String> REPORTS =
      List.of(
          "channel_daily",
          "content_type_daily",
          "subscribed_status_daily",
          "traffic_source_daily",
          "device_daily");
  private static final long LATENCY = 100;
  private static final int IN_FLIGHT = 32;
  private static final int SAMPLE = 15;

  @Override
  public boolean run(Path folder, List<String> arguments) throws Exception {
    try (Server server = Server.start(LATENCY, 0)) {
      List<String> channels = Server.channels(CHANNELS);
      server.write(channels, folder);
      new NightlyRun(server, folder, REPORTS, "2026-03-01", "2026-03-14")
          .command(
              folder.resolve("output"), "--queriesPerMinute=1000000", "--maxInFlight=" + IN_FLIGHT)
          .run();
      RequestCounts.Count count = server.count();
      double seconds = count.seconds();
      double ideal = (count.reports() + count.tokens()) * LATENCY / 1e3 / IN_FLIGHT;
      Print.line(
          "%,d reports and %,d refreshes in %.1f s at the server, at most %d at a time; ideal %.1f s",
          count.reports(), count.tokens(), seconds, count.maxInFlight(), ideal);
      double one = sequential(server, channels.subList(0, SAMPLE)) / SAMPLE * CHANNELS;
      Print.line("one after the other: %.0f s for all, measured on %d channels", one, SAMPLE);
      Figures figures = new Figures();
      figures.atMost("run / ideal", seconds / ideal, 1.25);
      figures.atLeast("one after the other / run", one / seconds, 20);
      figures.exactly(
          "different reports", count.differentReports(), (long) CHANNELS * REPORTS.size());
      return figures.good();
    }
  }

  /** Returns the seconds of sequential requests for these channels on one kept-alive connection. */
  private static double sequential(Server server, List<String> channels)
      throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    long begun = 0;
    for (String channel : channels) {
      begun = begun == 0 ? System.nanoTime() : begun;
      send(
          http,
          HttpRequest.newBuilder(server.root().resolve("token"))
              .POST(BodyPublishers.ofString("refresh_token=" + channel)));
      for (String unused : REPORTS) {
        URI uri =
            server
                .root()
                .resolve(
                    "v2/reports?dimensions=day&metrics=views&startDate=2026-03-01&endDate=2026-03-14"
                        + "&ids="
                        + URLEncoder.encode("channel==" + channel, StandardCharsets.UTF_8));
        send(
            http,
            HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + System.nanoTime() + "-of-" + channel));
      }
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void send(HttpClient http, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    int status = http.send(request.build(), BodyHandlers.ofByteArray()).statusCode();
    if (status != 200) {
      throw new IOException("status " + status);
    }
  }
}
