// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import io.analytix.beam.catalogue.Level;
import io.analytix.beam.fetch.Endpoints;
import io.analytix.beam.fetch.HttpGroupClient;
import io.analytix.beam.fetch.HttpReportClient;
import io.analytix.beam.fetch.LaneTime;
import io.analytix.beam.fetch.PatientCalls;
import io.analytix.beam.fetch.Retries;
import io.analytix.beam.fetch.RetryPolicy;
import io.analytix.beam.fetch.Transport;
import java.io.IOException;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** How an {@link AnalytixClient} is to be opened. Every {@code withX} returns a new one. */
public final class ClientSetup {
  private final TokenOrigin origin;
  private final Endpoints endpoints;
  private final RetryPolicy retries;
  private final Level level;
  private final Clock clock;

  private ClientSetup(
      TokenOrigin origin, Endpoints endpoints, RetryPolicy retries, Level level, Clock clock) {
    this.origin = origin;
    this.endpoints = endpoints;
    this.retries = retries;
    this.level = level;
    this.clock = clock;
  }

  static ClientSetup of(TokenOrigin origin) {
    return new ClientSetup(
        origin, Endpoints.GOOGLE, RetryPolicy.DEFAULT, Level.STRICT, Clock.systemUTC());
  }

  /** Sets where Google is; by default its own addresses. */
  public ClientSetup withEndpoints(Endpoints other) {
    return new ClientSetup(origin, other, retries, level, clock);
  }

  /** Sets how passing failures are asked again; by default {@link RetryPolicy#DEFAULT}. */
  public ClientSetup withRetries(RetryPolicy other) {
    return new ClientSetup(origin, endpoints, other, level, clock);
  }

  /** Sets how names are taken that nobody has described yet; by default {@link Level#STRICT}. */
  public ClientSetup withLevel(Level other) {
    return new ClientSetup(origin, endpoints, retries, other, clock);
  }

  /** Sets what tells yesterday, and when an access token expires; by default the system's clock. */
  public ClientSetup withClock(Clock other) {
    return new ClientSetup(origin, endpoints, retries, level, other);
  }

  /**
   * Opens the client. Reads the token record; sends nothing yet.
   *
   * @throws IOException if the OAuth client or the store cannot be read
   * @throws AnalytixException if the token record cannot be used
   */
  public AnalytixClient open() throws IOException, AnalytixException {
    Transport transport = Transport.open();
    try {
      TokenOrigin.Opened opened = origin.open(transport, clock);
      return new AnalytixClient(
          opened.account(),
          new Judgement(level, clock),
          new PatientCalls(
              opened.tokens(),
              new Retries(retries, RandomGenerator.getDefault(), LaneTime.system())),
          new HttpReportClient(endpoints, transport.http(), retries),
          new HttpGroupClient(endpoints, transport.http(), retries),
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
