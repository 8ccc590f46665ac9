// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.pipelines.cli.Analytix;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An {@code analytix authorise} that waits for the consent. */
public final class AuthoriseRun {
  private static final long SECONDS = 60;

  private final CompletableFuture<URI> shown = new CompletableFuture<>();
  private final CompletableFuture<Workbench.Printed> ended;

  private AuthoriseRun(List<String> arguments) {
    this.ended = CompletableFuture.supplyAsync(() -> run(arguments));
  }

  static AuthoriseRun start(Workbench bench, String... more) {
    return into("file:" + bench.tokens, "file:" + bench.client, bench, more);
  }

  /** The same with accounts in other places. */
  public static AuthoriseRun into(String records, String client, Workbench bench, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "authorise",
                "--tokenRecords=" + records,
                "--clientSecrets=" + client,
                "--youtubeAnalyticsEndpoint=" + bench.google.apiRootUrl(),
                "--youtubeDataEndpoint=" + bench.google.dataApiRootUrl(),
                "--noBrowser"));
    arguments.addAll(List.of(more));
    return new AuthoriseRun(arguments);
  }

  /** The address that was printed. */
  public URI consentPage() throws IOException {
    return await(shown);
  }

  /** How it ended, and what it printed. */
  public Workbench.Printed ended() throws IOException {
    return await(ended);
  }

  private Workbench.Printed run(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintWriter watched =
        new PrintWriter(err, true) {
          @Override
          public void println(Object printed) {
            super.println(printed);
          }

          @Override
          public void println(String line) {
            super.println(line);
            if (line.startsWith("  http")) {
              shown.complete(URI.create(line.strip()));
            }
          }
        };
    int exitCode =
        Analytix.run(
            CliEnvironment.withoutTerminal(Clock.systemUTC()),
            new PrintWriter(out, true),
            watched,
            arguments.toArray(String[]::new));
    shown.completeExceptionally(new IllegalStateException("no address was printed: " + err));
    return new Workbench.Printed(exitCode, out.toString(), err.toString());
  }

  private static <T> T await(CompletableFuture<T> future) throws IOException {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the command did not get so far", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
