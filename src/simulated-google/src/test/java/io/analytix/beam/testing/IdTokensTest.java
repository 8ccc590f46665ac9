// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.analytix.beam.testing.oauth.OAuthClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An independent library verifies the ID tokens. */
class IdTokensTest {
  private final MovableClock clock = new MovableClock(Instant.now());
  private final SimulatedChannel channel = SimulatedChannel.named("open").title("Open!").build();
  private final SimulatedGoogle google =
      SimulatedGoogle.start(World.builder(1).channel(channel).build(), clock);
  private final Client client = new Client(google);

  @AfterEach
  void stop() {
    google.close();
  }

  private JsonNode tokens(String scope, Map<String, String> more) throws Exception {
    ConsentingUser user = new ConsentingUser(client, channel.id());
    String code = user.allows(ConsentingUser.request(scope, more)).getOrDefault("code", "");
    return client.exchange(code, Map.of("redirect_uri", ConsentingUser.REDIRECT)).json();
  }

  private JWKSet keys() throws Exception {
    return JWKSet.parse(client.get("oauth2/v3/certs").body());
  }

  private IDTokenClaimsSet validated(JWT idToken, String nonce) throws Exception {
    return new IDTokenValidator(
            new Issuer("https://accounts.google.com"),
            new ClientID(OAuthClient.ID),
            JWSAlgorithm.RS256,
            keys())
        .validate(idToken, new Nonce(nonce));
  }

  private static JWT idToken(JsonNode tokens) throws Exception {
    return JWTParser.parse(tokens.get("id_token").asText());
  }

  @Test
  void idToken_ofACodeExchange_isValid() throws Exception {
    JsonNode tokens = tokens("openid email profile", Map.of("nonce", "n-1"));
    IDTokenClaimsSet claims = validated(idToken(tokens), "n-1");

    assertThat(claims.getSubject().getValue()).matches("1[0-9]{20}");
    assertThat(claims.getStringClaim("azp")).isEqualTo(OAuthClient.ID);
    assertThat(claims.getStringClaim("email")).isEqualTo("open@example.com");
    assertThat(claims.getBooleanClaim("email_verified")).isTrue();
    assertThat(claims.getStringClaim("name")).isEqualTo("Open!");
    AccessTokenHash hash = claims.getAccessTokenHash();
    AccessTokenValidator.validate(
        new BearerAccessToken(tokens.get("access_token").asText()), JWSAlgorithm.RS256, hash);
    assertThat(google.secrets()).contains(tokens.get("id_token").asText());
  }

  @Test
  void idToken_ofARefresh_comesToo_butWithoutNonce() throws Exception {
    tokens("openid", Map.of("nonce", "n-1"));
    JsonNode refreshed = client.refresh(channel).json();

    assertThat(idToken(refreshed).getJWTClaimsSet().getClaim("nonce")).isNull();
    assertThat(idToken(refreshed).getJWTClaimsSet().getClaim("email")).isNull();
    assertThat(idToken(refreshed).getJWTClaimsSet().getSubject())
        .isEqualTo(idToken(tokens("openid", Map.of())).getJWTClaimsSet().getSubject());
  }

  @Test
  void idToken_withoutAnIdentityScope_isNotGiven() throws Exception {
    assertThat(client.refresh(channel).json().has("id_token")).isFalse();
  }

  @Test
  void rotation_keepsTheLastKeyAndDropsTheOneBefore() throws Exception {
    JWT token = idToken(tokens("openid", Map.of("nonce", "n-1")));
    google.rotateSigningKeys();
    assertThat(validated(token, "n-1").getSubject()).isNotNull();
    JWT newer = idToken(tokens("openid", Map.of("nonce", "n-2")));
    google.rotateSigningKeys();

    assertThat(validated(newer, "n-2").getSubject()).isNotNull();
    assertThrows(BadJOSEException.class, () -> validated(token, "n-1"));
  }

  @Test
  void certs_areTwoPublicKeysThatMayBeKept() throws Exception {
    Client.Reply reply = client.get("oauth2/v3/certs");

    List<RSAKey> keys = keys().getKeys().stream().map(key -> key.toRSAKey()).toList();
    assertThat(keys).hasSize(2);
    assertThat(keys.stream().noneMatch(RSAKey::isPrivate)).isTrue();
    assertThat(keys.get(0).getKeyID()).isNotEqualTo(keys.get(1).getKeyID());
    assertThat(reply.response().headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=21600, must-revalidate, no-transform");
  }

  @Test
  void tokenInfo_ofAnIdToken_isItsClaimsAsTexts() throws Exception {
    String token = tokens("openid email", Map.of()).get("id_token").asText();
    JsonNode info = client.get("tokeninfo?id_token=" + token).json();

    assertThat(info.get("aud").asText()).isEqualTo(OAuthClient.ID);
    assertThat(info.get("email_verified").isTextual()).isTrue();
    assertThat(info.get("exp").asText())
        .isEqualTo(Long.toString(clock.instant().getEpochSecond() + 3599));
    assertThat(info.get("alg").asText()).isEqualTo("RS256");
    assertThat(info.get("kid").asText()).isEqualTo(keys().getKeys().get(0).getKeyID());
    clock.move(Duration.ofSeconds(3599));
    assertThat(client.get("tokeninfo?id_token=" + token).status()).isEqualTo(400);
    assertThat(client.get("tokeninfo?id_token=" + token + "A").status()).isEqualTo(400);
    assertThat(client.get("tokeninfo?id_token=x").status()).isEqualTo(400);
  }
}
