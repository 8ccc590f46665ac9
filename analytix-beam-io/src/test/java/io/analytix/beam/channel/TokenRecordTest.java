// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenRecordTest {
  private static final String SECRET = "1//planted-refresh-token";
  private static final String ID = "UCabcdefghijklmnopqrst_-";
  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static TokenRecord parse(String json) throws TokenRecordException {
    return TokenRecord.parse(json.getBytes(UTF_8));
  }

  private static JsonNode tree(TokenRecord record) throws Exception {
    return EXACT.readTree(record.toJson());
  }

  @Test
  void withRefreshToken_anyOtherField_isUnchanged() throws Exception {
    String others =
        "\"access_token\":\"ya29.x\",\"expires_in\":3599,\"scope\":\"a b\",\"channel_id\":\""
            + ID
            + "\",\"obtained_at\":1763884800.123456789012345678,\"big\":123456789012345678901234567890,\"tiny\":1e-400,\"list\":[1,{\"x\":null}],\"\u00fcml\\u0000\":\"\uD83C\uDF0B\\n"
            + "\",\"no\":false";
    TokenRecord record = parse("{\"refresh_token\":\"" + SECRET + "\"," + others + "}");

    TokenRecord merged = record.withRefreshToken(Secret.of("1//new"));

    assertThat(tree(merged))
        .isEqualTo(EXACT.readTree("{\"refresh_token\":\"1//new\"," + others + "}"));
    assertThat(tree(record))
        .isEqualTo(EXACT.readTree("{\"refresh_token\":\"" + SECRET + "\"," + others + "}"));
    assertThat(merged.refreshToken()).isEqualTo(Secret.of("1//new"));
  }

  @Test
  void parse_fullRecord_returnsItsIdentity() throws Exception {
    TokenRecord record =
        parse(
            "{\"refresh_token\":\" "
                + SECRET
                + " \",\"scope\":\" a  b\\n\",\"content_owner\":\"owner-1+x\",\"channel_ids\":[\""
                + ID
                + "\"]}");

    assertThat(record.refreshToken().reveal()).isEqualTo(SECRET);
    assertThat(record.scopes()).isEqualTo(Set.of("a", "b"));
    assertThat(record.contentOwner()).isEqualTo("owner-1+x");
    assertThat(record.channelIds()).containsExactly(ID);
    assertThat(record.channelId()).isNull();
    assertThat(record.toString()).isEqualTo("TokenRecord[hidden]");
    assertThat(record.refreshToken().toString()).isEqualTo("Secret[hidden]");
    assertThat(String.valueOf(record.refreshToken().hashCode())).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "SECRET",
        "\"SECRET\"",
        "[\"SECRET\"]",
        "{\"refresh_token\":\"SECRET\"",
        "{\"refresh_token\":\"SECRET\"} SECRET",
        "{\"refresh_token\":\"SECRET\",\"refresh_token\":\"SECRET\"}",
        "{\"SECRET\":1,\"SECRET\":2}",
        "{\"refresh_token\":SECRET}",
        "{\"refresh_token\":[\"SECRET\"]}",
        "{\"refresh_token\":{\"SECRET\":\"SECRET\"}}",
        "{\"refresh_token\":7}",
        "{\"refresh_token\":\" \",\"access_token\":\"SECRET\"}",
        "{\"access_token\":\"SECRET\"}",
        "{\"refresh_token\":\"SECRET\",\"channel_id\":\"SECRET\"}",
        "{\"refresh_token\":\"SECRET\",\"channel_id\":5}",
        "{\"refresh_token\":\"SECRET\",\"channel_id\":\"UCshort\"}",
        "{\"refresh_token\":\"SECRET\",\"channel_id\":\"UCabcdefghijklmnopqrst_-\\nx\"}",
        "{\"refresh_token\":\"SECRET\",\"content_owner\":\"SECRET;x\"}",
        "{\"refresh_token\":\"SECRET\",\"content_owner\":\"owner\"}",
        "{\"refresh_token\":\"SECRET\",\"content_owner\":\"owner\",\"channel_ids\":[]}",
        "{\"refresh_token\":\"SECRET\",\"content_owner\":\"owner\",\"channel_ids\":[\"SECRET\"]}",
        "{\"refresh_token\":\"SECRET\",\"content_owner\":\"owner\",\"channel_ids\":[5]}",
        "{\"refresh_token\":\"SECRET\",\"channel_ids\":\"UCabcdefghijklmnopqrst_-\"}",
        "{\"installed\":{\"client_secret\":\"SECRET\"}}",
        "{\"type\":\"service_account\",\"private_key\":\"SECRET\",\"refresh_token\":\"SECRET\"}",
        "SECRET\n\n{",
        "<html>SECRET"
      })
  void parse_invalidRecord_isRefusedWithoutQuotingIt(String template) {
    String json = template.replace("SECRET", SECRET);

    TokenRecordException refusal =
        assertThrows(TokenRecordException.class, () -> parse(json), json);

    assertThat(refusal.getMessage()).startsWith("the token record");
    for (Throwable said = refusal; said != null; said = said.getCause()) {
      assertThat(said.toString()).doesNotContain("planted");
    }
    assertThat(Arrays.asList(refusal.getSuppressed())).isEmpty();
  }

  @Test
  void parse_beyondTheLimitsOfTheParser_isRefused() {
    for (String odd :
        List.of(
            "[".repeat(100_000),
            "{\"a\":".repeat(5_000),
            "{\"refresh_token\":\"r\",\"n\":" + "1".repeat(5_000) + "}",
            "{\"refresh_token\":\"r\",\"n\":1e99999999999999999999}",
            "{\"" + "k".repeat(60_000) + "\":1}")) {
      assertThat(assertThrows(TokenRecordException.class, () -> parse(odd)))
          .hasMessageThat()
          .startsWith("the token record ");
    }
  }

  @Test
  void toJson_halfOfASurrogatePair_isKept() throws Exception {
    TokenRecord record = parse("{\"refresh_token\":\"old\",\"title\":\"\\ud83c \u00fc\"}");

    TokenRecord merged = record.withRefreshToken(Secret.of("new"));

    assertThat(tree(merged))
        .isEqualTo(EXACT.readTree("{\"refresh_token\":\"new\",\"title\":\"\\ud83c \u00fc\"}"));
  }

  @Test
  void parse_invalidUtf8_isRefused() {
    for (byte[] bytes : List.of(new byte[] {(byte) 0xFF, (byte) 0xFE}, new byte[] {0, 0, 0, 0})) {
      assertThrows(TokenRecordException.class, () -> TokenRecord.parse(bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void parse_anyUnicodeEncoding_isARecord(String encoding) throws Exception {
    for (String mark : List.of("", "\uFEFF")) {
      String json = mark + "{\"refresh_token\":\"x\",\"note\":\"\u00fcml\"}\r\n";

      TokenRecord record = TokenRecord.parse(json.getBytes(Charset.forName(encoding)));

      assertThat(record.refreshToken()).isEqualTo(Secret.of("x"));
      assertThat(tree(record).path("note").asText()).isEqualTo("\u00fcml");
    }
  }

  /** The forms of oauthlib, google-auth, oauth2client, .NET, application default credentials. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'access_token':'a','scope':['one','two','one'],'expires_at':1769900000.25",
        "'token':'a','scopes':['one','two'],'expiry':'2026-01-31T22:13:20.251Z','account':''",
        "'access_token':'a','id_token':{'sub':'1'},'scopes':'two one','user_agent':null",
        "'access_token':'a','id_token':null,'token_response':{'scope':'one two'}",
        "'access_token':'a','scope':'one two','Issued':'2026-01-31','expires_in':'3599'",
        "'token':'a','scope':null,'scopes':['two',5,{},'one one'],'expiry_date':1769900000251",
        "'access_token':'a','scope':' one\\ttwo one ','created':1769896401,'extra':[[{}]]"
      })
  void parse_formOfAnotherLibrary_hasTokenAndScopesAndNoTimeOfConsent(String fields)
      throws Exception {
    TokenRecord record =
        parse(
            "{'refresh_token':'r',F,'refresh_token_expires_in':604799}"
                .replace("F", fields)
                .replace('\'', '"'));

    assertThat(record.accessToken()).isEqualTo(Secret.of("a"));
    assertThat(record.scopes()).containsExactly("one", "two");
    assertThat(record.obtainedAt()).isNull();
    assertThat(record.idToken()).isNull();
  }

  @Test
  void parse_idToken_namesClientAndAccount() throws Exception {
    String claims =
        Base64.getUrlEncoder()
            .encodeToString("{\"sub\":\"107\",\"aud\":\"a\",\"azp\":\"b\"}".getBytes(UTF_8));

    TokenRecord signed = parse("{\"refresh_token\":\"r\",\"id_token\":\"x." + claims + ".y\"}");
    TokenRecord object =
        parse("{\"refresh_token\":\"r\",\"client_id\":\"c\",\"id_token\":{\"sub\":\"107\"}}");

    assertThat(signed.account()).isEqualTo("107");
    assertThat(signed.clientId()).isEqualTo("b");
    assertThat(object.account()).isEqualTo("107");
    assertThat(object.clientId()).isEqualTo("c");
    for (String odd : List.of("", "a.b", "a.%.c", "a.bnVsbA.c", "a.W10.c", "a.b.c.d")) {
      assertThat(parse("{\"refresh_token\":\"r\",\"id_token\":\"" + odd + "\"}").account())
          .isNull();
    }
  }

  @Test
  void secret_serialized_isNotPossible() throws JsonProcessingException {
    assertThat(java.io.Serializable.class.isAssignableFrom(Secret.class)).isFalse();
    assertThat(java.io.Serializable.class.isAssignableFrom(TokenRecord.class)).isFalse();
    assertThat(
            EXACT
                .copy()
                .disable(com.fasterxml.jackson.databind.SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .writeValueAsString(Secret.of(SECRET)))
        .doesNotContain("planted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1763884800", "1763884800.25", "\"2025-11-23T08:00:00Z\""})
  void obtainedAt_secondsOrText_returnsTheInstant(String json) throws Exception {
    TokenRecord record = parse("{\"refresh_token\":\"r\",\"obtained_at\":" + json + "}");

    assertThat(record.obtainedAt()).isEqualTo(Instant.parse("2025-11-23T08:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"yesterday\"",
        "1e300",
        "[]",
        "31556889864403199",
        "\"+1000000000-12-31T23:59:59Z\""
      })
  void obtainedAt_anythingElse_returnsNull(String json) throws Exception {
    assertThat(parse("{\"refresh_token\":\"r\",\"obtained_at\":" + json + "}").obtainedAt())
        .isNull();
  }

  @Test
  void refreshTokenLifetime_limitedOrNot_returnsDurationOrNull() throws Exception {
    String limited = "{\"refresh_token\":\"r\",\"refresh_token_expires_in\":604799}";
    String absurd = "{\"refresh_token\":\"r\",\"refresh_token_expires_in\":1e300}";

    assertThat(parse(limited).refreshTokenLifetime()).isEqualTo(Duration.ofSeconds(604799));
    assertThat(parse(absurd).refreshTokenLifetime()).isNull();
    assertThat(parse("{\"refresh_token\":\"r\"}").refreshTokenLifetime()).isNull();
  }

  @Test
  void withConsent_keepsOnlyFieldsOutsideTheTokenResponse() throws Exception {
    TokenRecord old =
        TokenRecord.parse(
            ("{\"refresh_token\":\"old\",\"refresh_token_expires_in\":9,\"id_token\":\"i\","
                    + "\"client_id\":\"c\",\"scopes\":[\"s\"],\"token\":\"t\",\"expiry\":\"e\","
                    + "\"channel_id\":\"UCabcdefghijklmnopqrst_-\",\"note\":1}")
                .getBytes(UTF_8));
    TokenRecord answer =
        TokenRecord.parse("{\"access_token\":\"a\",\"refresh_token\":\"new\"}".getBytes(UTF_8));

    TokenRecord merged = old.withConsent(answer, java.time.Instant.parse("2026-11-23T08:00:00.9Z"));

    assertThat(new String(merged.toJson(), UTF_8).replaceAll("\\s", ""))
        .isEqualTo(
            "{\"channel_id\":\"UCabcdefghijklmnopqrst_-\",\"note\":1,\"access_token\":\"a\","
                + "\"refresh_token\":\"new\",\"obtained_at\":\"2026-11-23T08:00:00Z\"}");
  }

  @Test
  void withAccessToken_keepsTheRefreshToken() throws Exception {
    TokenRecord old =
        TokenRecord.parse("{\"refresh_token\":\"r\",\"scope\":\"one\",\"note\":1}".getBytes(UTF_8));

    TokenRecord merged =
        old.withAccessToken(
            Secret.of("a"), java.time.Duration.ofMinutes(1), java.util.Set.of("two", "one"));

    assertThat(new String(merged.toJson(), UTF_8).replaceAll("\\s+", ""))
        .isEqualTo(
            "{\"refresh_token\":\"r\",\"scope\":\"onetwo\",\"note\":1,"
                + "\"access_token\":\"a\",\"expires_in\":60}");
    assertThat(merged.scopes()).containsExactly("one", "two");
  }
}
