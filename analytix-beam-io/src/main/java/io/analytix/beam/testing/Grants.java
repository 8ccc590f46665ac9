// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may act for which channel: the refresh and access tokens that were given out. */
final class Grants {
  static final String CLIENT_ID = "123456789012-planted.apps.googleusercontent.com";

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Draw draw;
  private final String clientSecret;
  private final Map<String, String> channelsByRefreshToken = new HashMap<>();
  private final Map<String, Access> accessByToken = new HashMap<>();
  private final Map<String, String> refreshTokens = new HashMap<>();
  private final Set<String> rotating = new HashSet<>();
  private final List<String> secrets = new ArrayList<>();

  /** An access token's channel, and the instant from which it is worth nothing. */
  record Access(String channelId, Instant expiresAt) {}

  Grants(World world) {
    this.draw = Draw.from(world.seed()).with("grants");
    this.clientSecret = planted("GOCSPX-planted-", 20);
    world.channels().forEach(channel -> grant(channel.id()));
  }

  String clientSecret() {
    return clientSecret;
  }

  synchronized List<String> secrets() {
    return List.copyOf(secrets);
  }

  /** Returns the newest refresh token of a channel. */
  synchronized String refreshToken(String channelId) {
    checkKnown(channelId);
    return refreshTokens.getOrDefault(channelId, "");
  }

  /** Returns an access token that looks like any other, but was never good. */
  synchronized String staleAccessToken() {
    return planted("ya29.planted-", 120);
  }

  synchronized Optional<String> channelOfRefreshToken(String token) {
    return Optional.ofNullable(channelsByRefreshToken.get(token));
  }

  synchronized String issueAccess(String channelId, Instant now, Duration lifetime) {
    String token = planted("ya29.planted-", 120);
    accessByToken.put(token, new Access(channelId, now.plus(lifetime)));
    return token;
  }

  /** Returns the channel that a bearer of {@code token} acts for at {@code now}. */
  synchronized Optional<String> channelOfAccessToken(String token, Instant now) {
    return Optional.ofNullable(accessByToken.get(token))
        .filter(access -> now.isBefore(access.expiresAt()))
        .map(Access::channelId);
  }

  synchronized void expireAll() {
    accessByToken.clear();
  }

  /** Ends every token of the channel. */
  synchronized void revoke(String channelId) {
    checkKnown(channelId);
    channelsByRefreshToken.values().removeIf(channelId::equals);
    accessByToken.values().removeIf(access -> access.channelId().equals(channelId));
  }

  synchronized void rotateNext(String channelId) {
    checkKnown(channelId);
    rotating.add(channelId);
  }

  /** Returns a new refresh token if one is due; the old ones stay good. */
  synchronized Optional<String> rotated(String channelId) {
    return rotating.remove(channelId) ? Optional.of(grant(channelId)) : Optional.empty();
  }

  private void checkKnown(String channelId) {
    if (!refreshTokens.containsKey(channelId)) {
      throw new IllegalArgumentException("no channel has the id " + channelId);
    }
  }

  private String grant(String channelId) {
    String token = planted("1//planted-", 80);
    refreshTokens.put(channelId, token);
    channelsByRefreshToken.put(token, channelId);
    return token;
  }

  private String planted(String prefix, int length) {
    String secret = prefix + draw.with(prefix).with(secrets.size()).text(length, ALPHABET);
    secrets.add(secret);
    return secret;
  }
}
