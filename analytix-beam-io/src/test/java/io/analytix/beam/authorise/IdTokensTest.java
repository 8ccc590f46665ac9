// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.analytix.beam.authorise.IdTokenException.Problem;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.testing.MovableClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant END = NOW.plusSeconds(3600);

  private static RSAKey first;
  private static RSAKey second;

  private final MovableClock clock = new MovableClock(NOW);
  private KeyServer google;
  private IdTokens idTokens;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    first = KeyServer.newKey("first");
    second = KeyServer.newKey("second");
  }

  @BeforeEach
  void publish() throws IOException {
    google = new KeyServer();
    google.keys = List.of(first);
    idTokens = new IdTokens(google.client(), HttpClient.newHttpClient(), clock);
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void decode_validToken_returnsItsClaims() throws Exception {
    JWTClaimsSet claims = claims().claim("email", "a@example.com").claim("name", "A").build();

    IdToken token = idTokens.decode(signed(claims, first), "nonce");

    assertThat(token)
        .isEqualTo(new IdToken("12345", END, "a@example.com", "A", claims.getClaims()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accounts.google.com", "https://accounts.google.com"})
  void decode_eitherIssuerOfGoogle_isAccepted(String issuer) throws Exception {
    Secret token = signed(claims().issuer(issuer).build(), first);

    assertThat(idTokens.decode(token).claims()).containsEntry("iss", issuer);
  }

  @Test
  void decode_otherIssuer_isRejected() throws Exception {
    assertRejected(
        signed(claims().issuer("https://accounts.google.com.example").build(), first),
        Problem.ISSUER,
        "the ID token was issued by 'https://accounts.google.com.example', not by Google");
  }

  @Test
  void decode_otherAudience_isRejected() throws Exception {
    assertRejected(
        signed(claims().audience("other").build(), first),
        Problem.AUDIENCE,
        "the ID token is meant for [other], not for the client client-id");
  }

  @Test
  void decode_severalAudiences_needsThisClientAsAuthorisedParty() throws Exception {
    List<String> audience = List.of("other", KeyServer.CLIENT_ID);
    Secret named =
        signed(claims().audience(audience).claim("azp", KeyServer.CLIENT_ID).build(), first);

    assertThat(idTokens.decode(named).subject()).isEqualTo("12345");
    assertRejected(
        signed(claims().audience(audience).build(), first),
        Problem.AUTHORISED_PARTY,
        "the ID token was issued to 'null', not to the client client-id");
    assertRejected(
        signed(claims().audience(audience).claim("azp", "other").build(), first),
        Problem.AUTHORISED_PARTY,
        "the ID token was issued to 'other', not to the client client-id");
  }

  @Test
  void decode_atItsExpiry_isRejected() throws Exception {
    Secret token = signed(claims().build(), first);
    clock.move(Duration.ofSeconds(3599));
    assertThat(idTokens.decode(token).expiresAt()).isEqualTo(END);
    clock.move(Duration.ofSeconds(1));

    assertRejected(token, Problem.EXPIRED, "the ID token expired at 2026-11-23T09:00:00Z");
  }

  @Test
  void decode_nonceOfAnotherConsent_isRejected() throws Exception {
    Secret other = signed(claims().build(), first);
    Secret none = signed(claims().claim("nonce", null).build(), first);

    for (Secret token : List.of(other, none)) {
      IdTokenException.Rejected rejected =
          assertThrows(
              IdTokenException.Rejected.class, () -> idTokens.decode(token, "another nonce"));
      assertThat(rejected.problem()).isEqualTo(Problem.NONCE);
    }
  }

  @Test
  void decode_unknownKey_isFetchedAgainAndThenRejected() throws Exception {
    Secret known = signed(claims().build(), first);
    var unused = idTokens.decode(known);

    assertRejected(
        signed(claims().build(), second),
        Problem.UNKNOWN_KEY,
        "the ID token has the id of a key that Google does not (or no longer) publish");
    assertThat(google.asked()).isEqualTo(2);
  }

  @Test
  void decode_rotatedKey_isFetchedAgain() throws Exception {
    var unused = idTokens.decode(signed(claims().build(), first));
    google.keys = List.of(second);

    assertThat(idTokens.decode(signed(claims().build(), second)).subject()).isEqualTo("12345");
    assertThat(google.asked()).isEqualTo(2);
  }

  @Test
  void decode_manyTokens_fetchesKeysOncePerMaxAge() throws Exception {
    Secret token = signed(claims().build(), first);
    for (int i = 0; i < 3; i++) {
      var unused = idTokens.decode(token);
    }
    clock.move(Duration.ofSeconds(599));
    assertThat(idTokens.decode(token).subject()).isEqualTo("12345");
    assertThat(google.asked()).isEqualTo(1);
    clock.move(Duration.ofSeconds(1));

    assertThat(idTokens.decode(token).subject()).isEqualTo("12345");
    assertThat(google.asked()).isEqualTo(2);
  }

  @Test
  void decode_withdrawnKey_isRejectedAfterItsMaxAge() throws Exception {
    Secret token = signed(claims().build(), first);
    var unused = idTokens.decode(token);
    google.keys = List.of(second);
    clock.move(Duration.ofMinutes(10));

    assertRejected(
        token,
        Problem.UNKNOWN_KEY,
        "the ID token has the id of a key that Google does not (or no longer) publish");
    assertThat(google.asked()).isEqualTo(2);
  }

  @Test
  void decode_keyWithoutName_isRejected() throws Exception {
    SignedJWT nameless = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims().build());
    nameless.sign(new RSASSASigner(first));

    assertRejected(
        Secret.of(nameless.serialize()), Problem.UNKNOWN_KEY, "the ID token has no key id");
  }

  @Test
  void decode_algorithmNone_isRejectedWithoutFetchingKeys() {
    assertRejected(
        Secret.of(new PlainJWT(claims().build()).serialize()),
        Problem.ALGORITHM,
        "the ID token has the algorithm 'none', but Google signs with RS256");
    assertThat(google.asked()).isEqualTo(0);
  }

  @Test
  void decode_signedByHs256WithThePublicKey_isRejected() throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims().build());
    token.sign(new MACSigner(first.toRSAPublicKey().getEncoded()));

    assertRejected(
        Secret.of(token.serialize()),
        Problem.ALGORITHM,
        "the ID token has the algorithm 'HS256', but Google signs with RS256");
  }

  @Test
  void decode_signedByAnotherRsaAlgorithm_isRejected() throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("first").build(), claims().build());
    token.sign(new RSASSASigner(first));

    assertRejected(
        Secret.of(token.serialize()),
        Problem.ALGORITHM,
        "the ID token has the algorithm 'PS256', but Google signs with RS256");
  }

  @Test
  void decode_tamperedPayload_isRejected() throws Exception {
    String[] parts = signed(claims().build(), first).reveal().split("\\.");
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(payload.replace("12345", "54321").getBytes(UTF_8));

    assertRejected(
        Secret.of(parts[0] + "." + forged + "." + parts[2]),
        Problem.SIGNATURE,
        "the ID token was not signed by Google, or was changed since");
  }

  @Test
  void decode_signedByAnotherKeyOfTheSameName_isRejected() throws Exception {
    RSAKey impostor = new RSAKey.Builder(second).keyID("first").build();

    assertRejected(
        signed(claims().build(), impostor),
        Problem.SIGNATURE,
        "the ID token was not signed by Google, or was changed since");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "planted", "a.b", "a.b.c", "e30.e30.", "....", "{}"})
  void decode_noToken_isRejectedWithoutQuotingIt(String text) {
    IdTokenException.Rejected rejected =
        assertThrows(IdTokenException.Rejected.class, () -> idTokens.decode(Secret.of(text)));

    assertThat(rejected.problem()).isEqualTo(Problem.MALFORMED);
    assertThat(rejected).hasMessageThat().doesNotContain("planted");
    assertThat(rejected).hasCauseThat().isNull();
  }

  @Test
  void decode_claimsOfAnotherKind_isRejected() throws Exception {
    Secret endless = signed(claims().expirationTime(null).build(), first);
    Secret nobody = signed(claims().subject(null).build(), first);
    Secret odd = signed(claims().claim("azp", List.of(1)).build(), first);

    for (Secret token : List.of(endless, nobody, odd)) {
      IdTokenException.Rejected rejected =
          assertThrows(IdTokenException.Rejected.class, () -> idTokens.decode(token));
      assertThat(rejected.problem()).isEqualTo(Problem.MALFORMED);
    }
  }

  @Test
  void decode_keysUnavailable_throwsUnavailable() throws Exception {
    google.status = 503;

    IdTokenException.Unavailable unavailable =
        assertThrows(
            IdTokenException.Unavailable.class,
            () -> idTokens.decode(signed(claims().build(), first)));

    assertThat(unavailable).hasMessageThat().contains("returned status 503");
    google.status = 200;
    assertThat(idTokens.decode(signed(claims().build(), first)).subject()).isEqualTo("12345");
  }

  private void assertRejected(Secret token, Problem problem, String message) {
    IdTokenException.Rejected rejected =
        assertThrows(IdTokenException.Rejected.class, () -> idTokens.decode(token));
    assertThat(rejected).hasMessageThat().isEqualTo(message);
    assertThat(rejected.problem()).isEqualTo(problem);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("https://accounts.google.com")
        .audience(KeyServer.CLIENT_ID)
        .subject("12345")
        .claim("nonce", "nonce")
        .expirationTime(Date.from(END));
  }

  private static Secret signed(JWTClaimsSet claims, RSAKey key) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    token.sign(new RSASSASigner(key));
    return Secret.of(token.serialize());
  }
}
