// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Codes that were sent to a client and wait to be exchanged: once, within ten minutes. */
public final class AuthorisationCodes {
  private static final long LIFETIME_SECONDS = 600;

  private final SecretGenerator secrets;
  private final Map<String, Waiting> waiting = new HashMap<>();

  /**
   * What a code stands for.
   *
   * @param redirectUri where the code was sent
   * @param challenge what the exchange must prove to know, null if the client wanted no proof
   * @param nonce what the ID token repeats
   * @param offline whether the exchange gives a refresh token
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

  /** Uses a code up, whatever comes of the exchange. */
  synchronized Optional<Code> redeem(String text, Instant now) {
    return Optional.ofNullable(waiting.remove(text))
        .filter(one -> now.isBefore(one.expiresAt()))
        .map(Waiting::code);
  }
}
