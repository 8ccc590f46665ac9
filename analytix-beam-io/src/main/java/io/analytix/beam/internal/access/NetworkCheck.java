// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.internal.http.Connections;
import io.analytix.beam.internal.http.HttpProxy;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Checks whether Google can be reached, before a command sends anything: otherwise each of its
 * requests would be retried for a minute. Takes at most 12 seconds.
 */
public final class NetworkCheck {
  /** Three attempts, the last of which starts within 7 seconds. */
  private static final RetryPolicy POLICY =
      new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(7));

  private final Function<URI, CompletableFuture<Void>> connections;
  private final RetrySchedule retries;

  /**
   * A check.
   *
   * @param connections opens a connection to an endpoint
   * @param time waits before retries
   */
  public NetworkCheck(Function<URI, CompletableFuture<Void>> connections, SchedulerClock time) {
    this.connections = connections;
    this.retries = new RetrySchedule(POLICY, RandomGenerator.getDefault(), time);
  }

  /** A check from this machine. */
  public static NetworkCheck fromHere() {
    return new NetworkCheck(Connections::open, SchedulerClock.system());
  }

  /**
   * Returns if an endpoint can be reached.
   *
   * @throws IOException in one line, if not
   */
  public void require(URI endpoint) throws IOException {
    try {
      Void unused = BlockingCalls.await(retries, () -> open(endpoint));
    } catch (ApiException e) {
      throw new IOException(
          "cannot reach "
              + endpoint.getHost()
              + ": "
              + e.failure().message()
              + "; nothing was sent. "
              + HttpProxy.networkRemedy(Cause.NETWORK.remedy()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the check of the network was interrupted");
    }
  }

  private CompletableFuture<Void> open(URI endpoint) {
    return connections
        .apply(endpoint)
        .exceptionallyCompose(
            failed ->
                CompletableFuture.failedFuture(
                    new ApiException.Unavailable(
                        Failure.of(Cause.NETWORK, Connections.describe(failed)), Duration.ZERO)));
  }
}
