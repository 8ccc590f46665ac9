// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.catalogue.UnknownNames;
import io.analytix.beam.internal.access.BlockingCalls;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.youtube.HttpGroupsClient;
import io.analytix.beam.internal.youtube.HttpReportClient;
import io.analytix.beam.internal.youtube.HttpTransport;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * The settings of an {@link AnalytixClient}. Immutable: every {@code withX} returns a new object.
 */
public final class ClientSetup {
  private final TokenOrigin origin;
  private final Endpoints endpoints;
  private final RetryPolicy retries;
  private final UnknownNames level;
  private final Clock clock;

  private ClientSetup(
      TokenOrigin origin,
      Endpoints endpoints,
      RetryPolicy retries,
      UnknownNames level,
      Clock clock) {
    this.origin = origin;
    this.endpoints = endpoints;
    this.retries = retries;
    this.level = level;
    this.clock = clock;
  }

  static ClientSetup of(TokenOrigin origin) {
    return new ClientSetup(
        origin, Endpoints.GOOGLE, RetryPolicy.DEFAULT, UnknownNames.STRICT, Clock.systemUTC());
  }

  /** Sets the addresses of the APIs; by default Google's. */
  public ClientSetup withEndpoints(Endpoints other) {
    return new ClientSetup(origin, other, retries, level, clock);
  }

  /** Sets how transient failures are retried; by default {@link RetryPolicy#DEFAULT}. */
  public ClientSetup withRetries(RetryPolicy other) {
    return new ClientSetup(origin, endpoints, other, level, clock);
  }

  /**
   * Sets how names that the catalogue does not contain are handled; by default {@link
   * UnknownNames#STRICT}.
   */
  public ClientSetup withLevel(UnknownNames other) {
    return new ClientSetup(origin, endpoints, retries, other, clock);
  }

  /**
   * Sets the clock that determines yesterday and the expiry of access tokens; by default the
   * system's clock.
   */
  public ClientSetup withClock(Clock other) {
    return new ClientSetup(origin, endpoints, retries, level, other);
  }

  /**
   * Opens the client. Reads the token record; sends no request yet.
   *
   * @throws IOException if the OAuth client or the store cannot be read
   * @throws AnalytixException if the token record cannot be used
   */
  public AnalytixClient open() throws IOException, AnalytixException {
    HttpTransport transport = HttpTransport.open();
    try {
      TokenOrigin.Opened opened = origin.open(transport, clock);
      return new AnalytixClient(
          opened.account(),
          new QueryPreparation(level, clock),
          new BlockingCalls(
              opened.tokens(),
              new RetrySchedule(retries, RandomGenerator.getDefault(), SchedulerClock.system())),
          new HttpReportClient(endpoints, transport.http(), retries),
          new HttpGroupsClient(endpoints, transport.http(), retries),
          () -> {
            opened.closing().run();
            transport.close();
          });
    } catch (IOException | AnalytixException | RuntimeException e) {
      transport.close();
      throw e;
    }
  }
}
