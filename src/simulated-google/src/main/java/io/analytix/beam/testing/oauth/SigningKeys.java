// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The two published RSA keys: the current and the previous signing key. */
public final class SigningKeys {
  private static final int KEY_BITS = 2048;

  private @Nullable List<RSAKey> newestFirst;

  /** The initial keys of all servers in a JVM, as generating keys is slow. */
  private static final class First {
    static final List<RSAKey> KEYS = List.of(newKey(), newKey());
  }

  /** Returns the current signing key, with its private part. */
  RSAKey current() {
    return newestFirst().get(0);
  }

  JWKSet published() {
    return new JWKSet(List.copyOf(newestFirst())).toPublicJWKSet();
  }

  /** Replaces the current key. Tokens signed with the oldest key can no longer be verified. */
  public synchronized void rotate() {
    newestFirst = List.of(newKey(), current());
  }

  /** Generates the keys on first use, as most tests need none. */
  private synchronized List<RSAKey> newestFirst() {
    if (newestFirst == null) {
      newestFirst = First.KEYS;
    }
    return newestFirst;
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(KEY_BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyID(UUID.randomUUID().toString().replace("-", ""))
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("RSA keys cannot be generated", e);
    }
  }
}
