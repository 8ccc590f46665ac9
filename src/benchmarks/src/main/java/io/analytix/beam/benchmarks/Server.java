// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A {@link PlainGoogle} in a process of its own, and its token records. */
final class Server implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI root;
  private final HttpClient http = HttpClient.newHttpClient();

  private Server(Process process, URI root) {
    this.process = process;
    this.root = root;
  }

  /** Starts a server. {@code bulk} are the arguments for its file of the Reporting API. */
  static Server start(long latencyMillis, int perMinute, String... bulk) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                PlainGoogle.class.getName(),
                Long.toString(latencyMillis),
                Integer.toString(perMinute)));
    line.addAll(List.of(bulk));
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String port = out.readLine();
    if (port == null) {
      throw new IOException("the server did not start");
    }
    return new Server(process, URI.create("http://127.0.0.1:" + port + "/"));
  }

  URI root() {
    return root;
  }

  /** Returns the ids of {@code count} channels. */
  static List<String> channels(int count) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj("UCbenchmark%013d"::formatted)
        .toList();
  }

  /** Writes a token record for each channel, and client secrets. */
  void write(List<String> channels, Path folder) throws IOException {
    Path tokens = Files.createDirectories(folder.resolve("tokens"));
    for (String channel : channels) {
      Files.writeString(
          tokens.resolve(channel + ".json"),
          """
          {"access_token": "old", "expires_in": 3599, "token_type": "Bearer",
           "scope": "https://www.googleapis.com/auth/yt-analytics.readonly https://www.googleapis.com/auth/yt-analytics-monetary.readonly",
           "refresh_token": "%s"}
          """
              .formatted(channel));
    }
    Files.writeString(
        folder.resolve("client.json"),
        """
        {"installed": {"client_id": "benchmark", "client_secret": "none", "project_id": "benchmark",
         "auth_uri": "%1$sauth", "token_uri": "%1$stoken",
         "auth_provider_x509_cert_url": "%1$scerts", "redirect_uris": ["http://localhost"]}}
        """
            .formatted(root));
  }

  /** Returns the request counts so far. */
  RequestCounts.Count count() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(root.resolve("counts")).build();
    return JSON.readValue(
        http.send(request, BodyHandlers.ofString()).body(), RequestCounts.Count.class);
  }

  /** Sets the faults from now on, see {@link FaultInjector#of}. */
  void injectFaults(String form) throws IOException, InterruptedException {
    post("faults", form);
  }

  /** Sets the day and how figures appear and move, see {@link Revisions}. */
  void revise(LocalDate today, int lag, int moves) throws IOException, InterruptedException {
    post("revisions", "today=%s&lag=%d&moves=%d".formatted(today, lag, moves));
  }

  private void post(String path, String form) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve(path)).POST(BodyPublishers.ofString(form)).build();
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("status " + status);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
