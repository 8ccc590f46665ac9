// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import io.analytix.beam.testing.EmptyRows;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The settings of the simulated Google, which can change while it runs. */
public final class Settings {
  private volatile Duration accessTokenLifetime = Duration.ofSeconds(3599);
  private volatile @Nullable Duration refreshTokenLifetime;
  private volatile Duration latency = Duration.ZERO;
  private volatile EmptyRows emptyRows = EmptyRows.OMITTED;
  private volatile boolean unmonetisedIsForbidden = true;
  private volatile boolean foreignIsNotFound;
  private volatile boolean hiddenSubscribersAreZero;
  private volatile int maxPlaylistItems = 20_000;

  public Duration accessTokenLifetime() {
    return accessTokenLifetime;
  }

  public void accessTokenLifetime(Duration lifetime) {
    accessTokenLifetime = lifetime;
  }

  /** Returns the expiry of a refresh token issued at {@code now}, null for none. */
  @Nullable
  public Instant endOfRefreshToken(Instant now) {
    Duration lifetime = refreshTokenLifetime;
    return lifetime == null ? null : now.plus(lifetime);
  }

  public void refreshTokenLifetime(Duration lifetime) {
    refreshTokenLifetime = lifetime;
  }

  Duration latency() {
    return latency;
  }

  public void latency(Duration delay) {
    latency = delay;
  }

  public EmptyRows emptyRows() {
    return emptyRows;
  }

  public void emptyRows(EmptyRows form) {
    emptyRows = form;
  }

  public boolean unmonetisedIsForbidden() {
    return unmonetisedIsForbidden;
  }

  public void unmonetisedIsForbidden(boolean forbidden) {
    unmonetisedIsForbidden = forbidden;
  }

  public boolean foreignIsNotFound() {
    return foreignIsNotFound;
  }

  public void foreignIsNotFound(boolean notFound) {
    foreignIsNotFound = notFound;
  }

  /** Returns whether a hidden number of subscribers is 0 instead of missing. */
  public boolean hiddenSubscribersAreZero() {
    return hiddenSubscribersAreZero;
  }

  public void hiddenSubscribersAreZero(boolean zero) {
    hiddenSubscribersAreZero = zero;
  }

  /** Returns the number of entries after which the list of a playlist ends. */
  public int maxPlaylistItems() {
    return maxPlaylistItems;
  }

  public void maxPlaylistItems(int items) {
    maxPlaylistItems = items;
  }
}
