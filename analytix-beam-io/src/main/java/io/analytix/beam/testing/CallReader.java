// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a request what tests want to know: which service, about which channel, without secrets.
 */
final class CallReader {
  private static final List<String> SECRET =
      List.of(
          "client_secret",
          "refresh_token",
          "access_token",
          "id_token",
          "token",
          "code",
          "code_verifier");
  private static final Map<String, Call.Kind> ADDRESSES =
      Map.ofEntries(
          Map.entry("POST /token", Call.Kind.TOKEN),
          Map.entry("GET /v2/reports", Call.Kind.REPORT),
          Map.entry("GET /v2/groups", Call.Kind.GROUPS),
          Map.entry("POST /v2/groups", Call.Kind.GROUPS),
          Map.entry("PUT /v2/groups", Call.Kind.GROUPS),
          Map.entry("DELETE /v2/groups", Call.Kind.GROUPS),
          Map.entry("GET /v2/groupItems", Call.Kind.GROUP_ITEMS),
          Map.entry("POST /v2/groupItems", Call.Kind.GROUP_ITEMS),
          Map.entry("DELETE /v2/groupItems", Call.Kind.GROUP_ITEMS),
          Map.entry("GET /youtube/v3/channels", Call.Kind.CHANNELS));

  private final Grants grants;
  private final Bearers bearers;
  private final Clock clock;

  CallReader(Grants grants, Bearers bearers, Clock clock) {
    this.grants = grants;
    this.bearers = bearers;
    this.clock = clock;
  }

  Call read(Incoming incoming) {
    Call.Kind kind =
        ADDRESSES.getOrDefault(incoming.method() + " " + incoming.path(), Call.Kind.UNKNOWN);
    Map<String, String> parameters = new LinkedHashMap<>(incoming.parameters());
    parameters.putAll(Incoming.firstOfEach(incoming.form()));
    String channelId = channelId(incoming, parameters);
    parameters.keySet().removeAll(SECRET);
    return new Call(
        kind, incoming.method(), incoming.path(), parameters, channelId, clock.instant());
  }

  private @Nullable String channelId(Incoming incoming, Map<String, String> parameters) {
    String ids = parameters.getOrDefault("ids", "");
    return ids.startsWith("channel==UC")
        ? ids.substring("channel==".length())
        : account(incoming, parameters)
            .map(Account::channel)
            .map(SimulatedChannel::id)
            .orElse(null);
  }

  private Optional<Account> account(Incoming incoming, Map<String, String> parameters) {
    String refreshToken = parameters.getOrDefault("refresh_token", "");
    return grants
        .ofRefreshToken(refreshToken, clock.instant())
        .map(Grants.Lasting::consent)
        .or(() -> bearers.find(incoming))
        .map(Consent::account);
  }
}
