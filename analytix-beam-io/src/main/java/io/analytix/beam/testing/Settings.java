// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Duration;

/** How the simulated Google behaves just now; may be changed while it serves. */
final class Settings {
  private volatile Duration accessTokenLifetime = Duration.ofSeconds(3599);
  private volatile Duration latency = Duration.ZERO;
  private volatile EmptyRows emptyRows = EmptyRows.OMITTED;
  private volatile boolean unmonetisedIsForbidden = true;
  private volatile boolean foreignIsNotFound;

  Duration accessTokenLifetime() {
    return accessTokenLifetime;
  }

  void accessTokenLifetime(Duration lifetime) {
    accessTokenLifetime = lifetime;
  }

  Duration latency() {
    return latency;
  }

  void latency(Duration delay) {
    latency = delay;
  }

  EmptyRows emptyRows() {
    return emptyRows;
  }

  void emptyRows(EmptyRows form) {
    emptyRows = form;
  }

  boolean unmonetisedIsForbidden() {
    return unmonetisedIsForbidden;
  }

  void unmonetisedIsForbidden(boolean forbidden) {
    unmonetisedIsForbidden = forbidden;
  }

  boolean foreignIsNotFound() {
    return foreignIsNotFound;
  }

  void foreignIsNotFound(boolean notFound) {
    foreignIsNotFound = notFound;
  }
}
