// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The authorisation codes issued. A code can be exchanged once, within ten minutes. */
public final class AuthorisationCodes {
  private static final long LIFETIME_SECONDS = 600;

  private final SecretGenerator secrets;
  private final Map<String, Waiting> waiting = new HashMap<>();

  /**
   * An authorisation code's grant.
   *
   * @param redirectUri the address that received the code
   * @param challenge the PKCE challenge, null if the request had none
   * @param nonce the nonce of the ID token
   * @param offline whether the exchange returns a refresh token
   */
  record Code(
      Consent consent,
      String redirectUri,
      @Nullable PkceChallenge challenge,
      @Nullable String nonce,
      boolean offline) {}

  private record Waiting(Code code, Instant expiresAt) {}

  public AuthorisationCodes(SecretGenerator secrets) {
    this.secrets = secrets;
  }

  synchronized String issue(Code code, Instant now) {
    String text = secrets.plant("4/0Aplanted-", 60);
    waiting.put(text, new Waiting(code, now.plusSeconds(LIFETIME_SECONDS)));
    return text;
  }

  /** Removes a code and returns its grant. A code is used up even if the exchange then fails. */
  synchronized Optional<Code> redeem(String text, Instant now) {
    return Optional.ofNullable(waiting.remove(text))
        .filter(one -> now.isBefore(one.expiresAt()))
        .map(Waiting::code);
  }
}
