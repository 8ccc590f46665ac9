// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Issues and verifies ID tokens. */
public final class IdTokens {
  static final String ISSUER = "https://accounts.google.com";

  private static final long LIFETIME_SECONDS = 3599;

  private final SigningKeys keys;
  private final SecretGenerator secrets;

  public IdTokens(SigningKeys keys, SecretGenerator secrets) {
    this.keys = keys;
    this.secrets = secrets;
  }

  /** Returns an ID token for the client, with the hash of the access token. */
  String issue(Consent consent, String accessToken, @Nullable String nonce, Instant now) {
    try {
      RSAKey key = keys.current();
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID(key.getKeyID())
                  .type(JOSEObjectType.JWT)
                  .build(),
              claims(consent, accessToken, nonce, now));
      token.sign(new RSASSASigner(key));
      return secrets.keep(token.serialize());
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key signs RS256", e);
    }
  }

  private static JWTClaimsSet claims(
      Consent consent, String accessToken, @Nullable String nonce, Instant now) {
    Account account = consent.account();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .claim("azp", OAuthClient.ID)
            .audience(OAuthClient.ID)
            .subject(account.subject())
            .claim("at_hash", hashOf(accessToken))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(LIFETIME_SECONDS)));
    if (nonce != null) {
      claims.claim("nonce", nonce);
    }
    if (consent.scopes().contains(Scopes.EMAIL)) {
      claims.claim("email", account.email()).claim("email_verified", true);
    }
    if (consent.scopes().contains(Scopes.PROFILE)) {
      claims.claim("name", account.name());
    }
    return claims.build();
  }

  private static String hashOf(String accessToken) {
    return AccessTokenHash.compute(new BearerAccessToken(accessToken), JWSAlgorithm.RS256, null)
        .getValue();
  }

  /** Returns the ID token if a published key verifies it and it is valid at {@code now}. */
  Optional<SignedJWT> verified(String text, Instant now) {
    try {
      SignedJWT token = SignedJWT.parse(text);
      JWK key = keys.published().getKeyByKeyId(token.getHeader().getKeyID());
      boolean good =
          key != null
              && token.verify(new RSASSAVerifier(key.toRSAKey()))
              && now.isBefore(token.getJWTClaimsSet().getExpirationTime().toInstant());
      return good ? Optional.of(token) : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }
}
