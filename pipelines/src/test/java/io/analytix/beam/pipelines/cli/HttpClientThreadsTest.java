// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import static com.google.common.truth.Truth.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class HttpClientThreadsTest {
  /** Other threads, and clients of other groups, go on. */
  private static final ThreadGroup GROUP = new ThreadGroup("with a client");

  @Test
  void end_afterARequest_leavesNoThread() throws Exception {
    HttpClient[] client = new HttpClient[1];
    Thread user = new Thread(GROUP, () -> client[0] = request());
    user.start();
    user.join();
    List<Thread> ofClient = threads();
    assertThat(ofClient).isNotEmpty();

    HttpClientThreads.end(GROUP);

    assertThat(threads()).isEmpty();
    assertThat(client[0]).isNotNull();
  }

  private static HttpClient request() {
    HttpClient client = HttpClient.newBuilder().executor(Runnable::run).build();
    // Nothing listens on port 1.
    assertThat(
            client
                .sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build(),
                    BodyHandlers.discarding())
                .handle((response, failed) -> failed)
                .join())
        .isNotNull();
    return client;
  }

  private static List<Thread> threads() {
    Thread[] threads = new Thread[GROUP.activeCount() + 1];
    GROUP.enumerate(threads);
    return Arrays.stream(threads)
        .filter(Objects::nonNull)
        .filter(thread -> thread.getName().endsWith("-SelectorManager"))
        .toList();
  }
}
