// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The threads of the JDK's HTTP clients. At its end, Java waits 0.3 s for threads in native code,
 * where these wait for connections ({@code findings/jdk-httpclient-delays-exit.sh}). Before JDK 21
 * a client cannot be closed.
 */
final class HttpClientThreads {
  private static final Pattern NAME = Pattern.compile("HttpClient-\\d+-SelectorManager");

  private static final long MAX_WAIT_MILLIS = 300;

  private HttpClientThreads() {}

  /** Ends the clients of a group of threads; requests without a response fail. */
  static void end(ThreadGroup group) throws InterruptedException {
    Thread[] threads = new Thread[group.activeCount() + 1];
    int count = group.enumerate(threads);
    List<Thread> ofClients =
        Arrays.stream(threads, 0, count)
            .filter(thread -> NAME.matcher(thread.getName()).matches())
            .toList();
    ofClients.forEach(Thread::interrupt);
    for (Thread thread : ofClients) {
      thread.join(MAX_WAIT_MILLIS);
    }
  }
}
