// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;

/**
 * A PKCE code challenge (RFC 7636).
 *
 * @param method {@code S256} or {@code plain}
 */
record PkceChallenge(String method, String value) {
  boolean isMetBy(String verifier) {
    try {
      CodeChallenge met =
          CodeChallenge.compute(CodeChallengeMethod.parse(method), new CodeVerifier(verifier));
      return met.getValue().equals(value);
    } catch (IllegalArgumentException e) {
      // Not 43 to 128 of the characters allowed in a verifier.
      return false;
    }
  }
}
