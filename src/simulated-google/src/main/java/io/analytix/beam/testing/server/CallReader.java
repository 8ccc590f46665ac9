// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import io.analytix.beam.testing.Call;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts requests to {@link Call}s, without secrets. */
public final class CallReader {
  private static final List<String> SECRET =
      List.of(
          "client_secret",
          "refresh_token",
          "access_token",
          "id_token",
          "token",
          "code",
          "code_verifier");

  /** A single channel, in {@code ids} or, for a content owner, in a filter. */
  private static final Pattern NAMED = Pattern.compile("(?:^|;)channel==(UC[^,;]*)(?:;|$)");

  private final Authenticator authenticator;
  private final Clock clock;

  public CallReader(Authenticator authenticator, Clock clock) {
    this.authenticator = authenticator;
    this.clock = clock;
  }

  Call read(HttpCall incoming) {
    Call.Kind kind = Routes.kindOf(incoming.method(), incoming.path());
    Map<String, String> parameters = incoming.allParameters();
    String channelId = channelId(incoming, parameters);
    parameters.keySet().removeAll(SECRET);
    return new Call(
        kind, incoming.method(), incoming.path(), parameters, channelId, clock.instant());
  }

  private @Nullable String channelId(HttpCall incoming, Map<String, String> parameters) {
    Matcher named =
        NAMED.matcher(
            parameters.getOrDefault("ids", "") + ";" + parameters.getOrDefault("filters", ""));
    return named.find() ? named.group(1) : authenticator.channelId(incoming).orElse(null);
  }
}
