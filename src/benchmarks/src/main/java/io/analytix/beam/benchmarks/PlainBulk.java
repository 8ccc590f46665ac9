// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The YouTube Reporting API with one job that has one file, compressed before.
 *
 * @param compressed the file
 * @param day its Pacific day
 */
record PlainBulk(Path compressed, LocalDate day) {
  static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/v1/media/")) {
      exchange.getResponseHeaders().set("Content-Type", "text/csv");
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(200, Files.size(compressed));
      try (OutputStream out = exchange.getResponseBody()) {
        Files.copy(compressed, out);
      }
    } else {
      byte[] json = json(path, exchange).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, json.length);
      exchange.getResponseBody().write(json);
      exchange.close();
    }
  }

  private String json(String path, HttpExchange exchange) {
    String job =
        """
        {"id": "job", "reportTypeId": "%s", "name": "benchmark", "createTime": "%s"}
        """
            .formatted(BulkFileWriter.REPORT_TYPE, startOf(day));
    return switch (path) {
      case "/v1/reportTypes" ->
          "{\"reportTypes\": [{\"id\": \"%1$s\", \"name\": \"%1$s\"}]}"
              .formatted(BulkFileWriter.REPORT_TYPE);
      case "/v1/jobs" -> "{\"jobs\": [" + job + "]}";
      case "/v1/jobs/job/reports" -> "{\"reports\": [" + report(exchange) + "]}";
      case "/v1/jobs/job/reports/1" -> report(exchange);
      default -> job;
    };
  }

  private String report(HttpExchange exchange) {
    return """
    {"id": "1", "jobId": "job", "startTime": "%s", "endTime": "%s", "createTime": "%s",
     "downloadUrl": "http://%s/v1/media/CHANNEL/key/jobs/job/reports/1?alt=media"}
    """
        .formatted(
            startOf(day),
            startOf(day.plusDays(1)),
            startOf(day.plusDays(2)),
            exchange.getRequestHeaders().getFirst("Host"));
  }

  private static Instant startOf(LocalDate date) {
    return date.atStartOfDay(PACIFIC).toInstant();
  }
}
