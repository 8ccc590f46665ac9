// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the simulated Google behaves just now; may be changed while it serves. */
final class Settings {
  private volatile Duration accessTokenLifetime = Duration.ofSeconds(3599);
  private volatile @Nullable Duration refreshTokenLifetime;
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

  /** Returns when a refresh token dies that is issued at {@code now}, null for never. */
  @Nullable Instant endOfRefreshToken(Instant now) {
    Duration lifetime = refreshTokenLifetime;
    return lifetime == null ? null : now.plus(lifetime);
  }

  void refreshTokenLifetime(Duration lifetime) {
    refreshTokenLifetime = lifetime;
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
