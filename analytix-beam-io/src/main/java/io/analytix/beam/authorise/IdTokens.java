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
 * Decodes Google's ID tokens, and believes none that is not signed by Google for this client. What
 * is checked: OpenID Connect Core, section 3.1.3.7; which values are Google's: its guide to OpenID
 * Connect. Safe for use by many threads.
 */
public final class IdTokens {
  /** Google signs with either, and always has. */
  private static final Set<String> ISSUERS =
      Set.of("https://accounts.google.com", "accounts.google.com");

  private final String clientId;
  private final GoogleKeys keys;
  private final Clock clock;

  /** A decoder of the ID tokens that are made for {@code client}. */
  public IdTokens(ClientSecrets client, HttpClient http, Clock clock) {
    this.clientId = client.clientId();
    this.keys = new GoogleKeys(OAuthEndpoints.of(client).keys(), http, clock);
    this.clock = clock;
  }

  /** Whether {@code issuer} is how Google names itself. */
  static boolean isGoogle(String issuer) {
    return ISSUERS.contains(issuer);
  }

  /** Decodes a token of whatever consent. */
  public IdToken decode(Secret idToken) throws IdTokenException, InterruptedException {
    return decode(idToken, null);
  }

  /**
   * Decodes the token of one consent.
   *
   * @param nonce what the consent was asked for with; null if that is not known any more
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
      throw new Rejected(Problem.MALFORMED, "has claims that are no claims of an ID token");
    }
  }

  private static JWT parse(Secret idToken) throws Rejected {
    try {
      return JWTParser.parse(idToken.reveal().strip());
    } catch (ParseException e) {
      throw new Rejected(Problem.MALFORMED, "is not a JSON Web Token");
    }
  }

  /** Only by what Google signs with: a token may not choose how it is checked. */
  private static SignedJWT signed(JWT token) throws Rejected {
    if (token instanceof SignedJWT signed
        && JWSAlgorithm.RS256.equals(signed.getHeader().getAlgorithm())) {
      return signed;
    }
    throw new Rejected(
        Problem.ALGORITHM,
        "has the algorithm '" + token.getHeader().getAlgorithm() + "', but Google signs by RS256");
  }

  private RSAKey key(SignedJWT token) throws IdTokenException, InterruptedException {
    @Nullable String id = token.getHeader().getKeyID();
    if (id == null) {
      throw new Rejected(Problem.UNKNOWN_KEY, "does not name its key");
    }
    return keys.find(id)
        .orElseThrow(
            () ->
                new Rejected(
                    Problem.UNKNOWN_KEY,
                    "names a key that Google does not, or no longer, publish"));
  }

  private static void checkSignature(SignedJWT token, RSAKey key) throws Rejected {
    try {
      if (token.verify(new RSASSAVerifier(key))) {
        return;
      }
    } catch (JOSEException e) {
      // Falls through: what cannot be verified is not.
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
      throw new Rejected(Problem.MALFORMED, "lacks its end or its subject");
    }
    Instant expiresAt = end.toInstant();
    if (!clock.instant().isBefore(expiresAt)) {
      throw new Rejected(Problem.EXPIRED, "expired at " + expiresAt);
    }
    if (nonce != null && !nonce.equals(claims.getStringClaim("nonce"))) {
      throw new Rejected(Problem.NONCE, "belongs to another consent than was asked for");
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
          Problem.AUTHORISED_PARTY,
          "was made for '" + party + "' to use, not for the client " + clientId);
    }
  }
}
