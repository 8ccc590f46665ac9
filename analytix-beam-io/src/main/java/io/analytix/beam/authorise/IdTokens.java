// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import io.analytix.beam.authorise.IdTokenException.Problem;
import io.analytix.beam.authorise.IdTokenException.Rejected;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.Secret;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes Google's ID tokens, and accepts only tokens that Google has signed for this client.
 * Source of the checks: OpenID Connect Core, section 3.1.3.7; of Google's values: its guide to
 * OpenID Connect. Safe for use by several threads.
 */
public final class IdTokens {
  /** Google uses both forms. */
  private static final Set<String> ISSUERS =
      Set.of("https://accounts.google.com", "accounts.google.com");

  private final String clientId;
  private final GoogleKeys keys;
  private final Clock clock;

  /** Creates a decoder of the ID tokens issued for {@code client}. */
  public IdTokens(ClientSecrets client, HttpClient http, Clock clock) {
    this.clientId = client.clientId();
    this.keys = new GoogleKeys(OAuthEndpoints.of(client).keys(), http, clock);
    this.clock = clock;
  }

  /** Whether {@code issuer} is Google. */
  static boolean isGoogle(String issuer) {
    return ISSUERS.contains(issuer);
  }

  /** Decodes a token without checking its nonce. */
  public IdToken decode(Secret idToken) throws IdTokenException, InterruptedException {
    return decode(idToken, null);
  }

  /**
   * Decodes the token of a consent.
   *
   * @param nonce the nonce of the authorization request; null to skip this check
   */
  public IdToken decode(Secret idToken, @Nullable String nonce)
      throws IdTokenException, InterruptedException {
    SignedJWT token = signed(parse(idToken));
    checkSignature(token, key(token));
    try {
      JWTClaimsSet claims = token.getJWTClaimsSet();
      check(claims, nonce);
      return new IdToken(
          claims.getSubject(),
          claims.getExpirationTime().toInstant(),
          claims.getStringClaim("email"),
          claims.getStringClaim("name"),
          claims.getClaims());
    } catch (ParseException e) {
      throw new Rejected(Problem.MALFORMED, "has claims that are not those of an ID token");
    }
  }

  private static JWT parse(Secret idToken) throws Rejected {
    try {
      return JWTParser.parse(idToken.reveal().strip());
    } catch (ParseException e) {
      throw new Rejected(Problem.MALFORMED, "is not a JSON Web Token");
    }
  }

  /** Accepts only Google's algorithm: the token must not determine how it is verified. */
  private static SignedJWT signed(JWT token) throws Rejected {
    if (token instanceof SignedJWT signed
        && JWSAlgorithm.RS256.equals(signed.getHeader().getAlgorithm())) {
      return signed;
    }
    throw new Rejected(
        Problem.ALGORITHM,
        "has the algorithm '"
            + token.getHeader().getAlgorithm()
            + "', but Google signs with"
            + " RS256");
  }

  private RSAKey key(SignedJWT token) throws IdTokenException, InterruptedException {
    @Nullable String id = token.getHeader().getKeyID();
    if (id == null) {
      throw new Rejected(Problem.UNKNOWN_KEY, "has no key id");
    }
    return keys.find(id)
        .orElseThrow(
            () ->
                new Rejected(
                    Problem.UNKNOWN_KEY,
                    "has the id of a key that Google does not (or no longer) publish"));
  }

  private static void checkSignature(SignedJWT token, RSAKey key) throws Rejected {
    try {
      if (token.verify(new RSASSAVerifier(key))) {
        return;
      }
    } catch (JOSEException e) {
      // Falls through: a signature that cannot be verified is invalid.
    }
    throw new Rejected(Problem.SIGNATURE, "was not signed by Google, or was changed since");
  }

  private void check(JWTClaimsSet claims, @Nullable String nonce) throws Rejected, ParseException {
    @Nullable String issuer = claims.getIssuer();
    if (issuer == null || !isGoogle(issuer)) {
      throw new Rejected(Problem.ISSUER, "was issued by '" + issuer + "', not by Google");
    }
    checkAudience(claims);
    @Nullable Date end = claims.getExpirationTime();
    if (end == null || claims.getSubject() == null) {
      throw new Rejected(Problem.MALFORMED, "lacks exp or sub");
    }
    Instant expiresAt = end.toInstant();
    if (!clock.instant().isBefore(expiresAt)) {
      throw new Rejected(Problem.EXPIRED, "expired at " + expiresAt);
    }
    if (nonce != null && !nonce.equals(claims.getStringClaim("nonce"))) {
      throw new Rejected(Problem.NONCE, "has another nonce than the authorization request");
    }
  }

  private void checkAudience(JWTClaimsSet claims) throws Rejected, ParseException {
    List<String> audience = claims.getAudience();
    if (!audience.contains(clientId)) {
      throw new Rejected(
          Problem.AUDIENCE, "is meant for " + audience + ", not for the client " + clientId);
    }
    @Nullable String party = claims.getStringClaim("azp");
    if (party == null ? audience.size() > 1 : !party.equals(clientId)) {
      throw new Rejected(
          Problem.AUTHORISED_PARTY, "was issued to '" + party + "', not to the client " + clientId);
    }
  }
}
