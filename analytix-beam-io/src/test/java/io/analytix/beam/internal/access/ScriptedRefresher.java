// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.internal.schedule.VirtualTime;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.refresh.RefreshException;
import io.analytix.beam.refresh.RefreshedTokens;
import io.analytix.beam.refresh.TokenRefresher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Gives access tokens that name their refresh token and how many came before. */
public final class ScriptedRefresher implements TokenRefresher {
  private final VirtualTime time;
  private final List<String> refreshed = new ArrayList<>();
  private Script script = refreshToken -> null;
  private Duration lifetime = Duration.ofHours(1);
  private Set<String> scopes = Set.of();

  /** Why a refresh fails: null if it does not. */
  @FunctionalInterface
  public interface Script {
    @Nullable RefreshException failure(String refreshToken);
  }

  public ScriptedRefresher(VirtualTime time) {
    this.time = time;
  }

  public ScriptedRefresher script(Script failures) {
    script = failures;
    return this;
  }

  public ScriptedRefresher lifetime(Duration of) {
    lifetime = of;
    return this;
  }

  /** Says what the tokens allow. */
  public ScriptedRefresher scopes(String... of) {
    scopes = Set.of(of);
    return this;
  }

  /** The refresh tokens that were sent, in order. */
  public List<String> refreshed() {
    return refreshed;
  }

  @Override
  public CompletableFuture<RefreshedTokens> refresh(TokenRecord record) {
    String refreshToken = record.refreshToken().reveal();
    refreshed.add(refreshToken);
    int number = refreshed.size();
    return time.later(
        Duration.ofMillis(120),
        () -> {
          RefreshException failure = script.failure(refreshToken);
          if (failure != null) {
            throw new CompletionException(failure);
          }
          return new RefreshedTokens(
              new AccessToken(
                  Secret.of(refreshToken + " " + number), time.now().plus(lifetime), scopes),
              null);
        });
  }
}
