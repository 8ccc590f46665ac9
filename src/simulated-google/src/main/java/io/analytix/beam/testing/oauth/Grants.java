// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.ContentOwner;
import io.analytix.beam.testing.SimulatedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The consents, and the refresh and access tokens issued for them. */
public final class Grants {
  private final SecretGenerator secrets;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, Lasting> refreshTokens = new HashMap<>();
  private final Map<String, Access> accessTokens = new HashMap<>();
  private final Map<String, String> newestRefreshTokens = new HashMap<>();
  private final Set<String> rotating = new HashSet<>();

  /** A refresh token's consent and expiry, null without expiry. */
  record Lasting(Consent consent, @Nullable Instant expiresAt) {}

  /** An access token's consent and expiry. */
  record Access(Consent consent, Instant expiresAt) {}

  public Grants(
      List<SimulatedChannel> channels, List<ContentOwner> owners, SecretGenerator secrets) {
    this.secrets = secrets;
    channels.forEach(channel -> add(Account.of(channel)));
    owners.forEach(owner -> add(Account.of(owner)));
  }

  private void add(Account account) {
    if (accounts.put(account.id(), account) != null) {
      throw new IllegalArgumentException("duplicate account: " + account.id());
    }
    grant(Consent.usual(account), null);
  }

  Collection<Account> accounts() {
    return List.copyOf(accounts.values());
  }

  /** Returns the account of a channel's id or a content owner's name. */
  public Account account(String id) {
    Account account = accounts.get(id);
    if (account == null) {
      throw new IllegalArgumentException("unknown channel id or content owner: " + id);
    }
    return account;
  }

  /** Returns the newest refresh token of an account. */
  public synchronized String refreshToken(String accountId) {
    return newestRefreshTokens.getOrDefault(account(accountId).id(), "");
  }

  /** Returns an access token of the usual form that was never valid. */
  String staleAccessToken() {
    return secrets.plant("ya29.planted-", 120);
  }

  /** Returns a new refresh token. Older ones remain valid. */
  synchronized String grant(Consent consent, @Nullable Instant expiresAt) {
    String token = secrets.plant("1//planted-", 80);
    newestRefreshTokens.put(consent.account().id(), token);
    refreshTokens.put(token, new Lasting(consent, expiresAt));
    return token;
  }

  synchronized Optional<Lasting> ofRefreshToken(String token, Instant now) {
    return Optional.ofNullable(refreshTokens.get(token))
        .filter(lasting -> lasting.expiresAt() == null || now.isBefore(lasting.expiresAt()));
  }

  synchronized String issueAccess(Consent consent, Instant now, Duration lifetime) {
    String token = secrets.plant("ya29.planted-", 120);
    accessTokens.put(token, new Access(consent, now.plus(lifetime)));
    return token;
  }

  /** Returns the grant of an access token that is valid at {@code now}. */
  synchronized Optional<Access> ofAccessToken(String token, Instant now) {
    return Optional.ofNullable(accessTokens.get(token))
        .filter(access -> now.isBefore(access.expiresAt()));
  }

  /** Returns whether the account has a consent that is still valid. */
  synchronized boolean hasConsented(Account account) {
    return refreshTokens.values().stream()
        .anyMatch(lasting -> lasting.consent().account().equals(account));
  }

  /** Invalidates one access token. */
  synchronized void expire(String accessToken) {
    accessTokens.remove(accessToken);
  }

  public synchronized void expireAll() {
    accessTokens.clear();
  }

  /** Invalidates all tokens of the account. */
  public synchronized void revoke(Account account) {
    refreshTokens.values().removeIf(lasting -> lasting.consent().account().equals(account));
    accessTokens.values().removeIf(access -> access.consent().account().equals(account));
  }

  public synchronized void rotateNext(Account account) {
    rotating.add(account.id());
  }

  /** Returns a new refresh token if a rotation is pending. Older ones remain valid. */
  synchronized Optional<String> rotated(Lasting lasting) {
    return rotating.remove(lasting.consent().account().id())
        ? Optional.of(grant(lasting.consent(), lasting.expiresAt()))
        : Optional.empty();
  }
}
