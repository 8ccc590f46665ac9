// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One channel's OAuth tokens and its identity: JSON, a superset of analytix's {@code tokens.json}.
 *
 * <p>Unknown fields are kept, so that saving a record again loses no data.
 */
public final class TokenRecord {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Unknown fields are written back exactly as they were read.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /**
   * The fields of a token response, and what other libraries save instead or beside it: a new
   * consent replaces all of them.
   */
  private static final List<String> CONSENT_FIELDS =
      List.of(
          "access_token",
          "expires_in",
          "scope",
          "token_type",
          "refresh_token",
          "refresh_token_expires_in",
          "id_token",
          "obtained_at",
          "client_id",
          "client_secret",
          "created",
          "expires_at",
          "expiry",
          "expiry_date",
          "id_token_jwt",
          "invalid",
          "scopes",
          "token",
          "token_expiry",
          "token_response",
          "token_uri");

  /** A later time of a consent is a mistake; lifetimes could not be added to it. */
  private static final Instant LAST_CONSENT = Instant.parse("9999-12-31T00:00:00Z");

  private static final Pattern CONTENT_OWNER = Pattern.compile("[A-Za-z0-9_+-]+");

  private final ObjectNode fields;

  private TokenRecord(ObjectNode fields) {
    this.fields = fields;
  }

  /**
   * Parses a record, as analytix or another library saved it: only {@code refresh_token} is
   * indispensable. Source of the other forms: the files of oauthlib, google-auth, oauth2client and
   * Google's clients for Node.js, PHP, Go and .NET.
   *
   * @param json in UTF-8 or UTF-16, with or without a byte order mark
   * @throws TokenRecordException if it is not a JSON object, has no refresh token, or has an
   *     invalid channel or content owner id; the message states the rule and never quotes the
   *     record
   */
  public static TokenRecord parse(byte[] json) throws TokenRecordException {
    JsonNode node;
    try {
      node = JSON.readTree(EncodedText.decode(json));
    } catch (StreamConstraintsException | NumberFormatException e) {
      // Without the message, which speaks of Jackson's settings or quotes the record.
      throw new TokenRecordException(
          "the token record is nested too deeply, or has a number or text that is too long");
    } catch (JsonProcessingException e) {
      @Nullable JsonLocation where = e.getLocation();
      throw new TokenRecordException(
          "the token record is not valid JSON"
              + (where == null ? "" : " (line " + where.getLineNr() + ")"));
    } catch (CharacterCodingException e) {
      throw new TokenRecordException("the token record is neither UTF-8 nor UTF-16 text");
    }
    if (!(node instanceof ObjectNode object)) {
      throw new TokenRecordException("the token record is not a JSON object");
    }
    TokenRecord record = new TokenRecord(object);
    record.check();
    return record;
  }

  private void check() throws TokenRecordException {
    String other = CredentialFile.describe(fields);
    if (other != null) {
      throw new TokenRecordException(
          "the token record is " + other + ": let the channel's owner consent");
    }
    for (String field : List.of("refresh_token", "channel_id", "content_owner")) {
      if (fields.hasNonNull(field) && !fields.get(field).isTextual()) {
        throw new TokenRecordException("the token record's " + field + " is not text");
      }
    }
    if (text("refresh_token") == null) {
      boolean client = fields.path("installed").isObject() || fields.path("web").isObject();
      throw new TokenRecordException(
          client
              ? "the token record is the file of an OAuth client, which --clientSecrets takes"
              : "the token record has no refresh_token");
    }
    String id = channelId();
    if (id != null && !ChannelId.isValid(id)) {
      throw new TokenRecordException(
          "the token record's channel_id is not of the form UC and 22 more characters");
    }
    String owner = contentOwner();
    if (owner != null && !CONTENT_OWNER.matcher(owner).matches()) {
      throw new TokenRecordException("the token record's content_owner is not a content owner id");
    }
    if (fields.hasNonNull("channel_ids") && !fields.get("channel_ids").isArray()) {
      throw new TokenRecordException("the token record's channel_ids is not a list");
    }
    if (!channelIds().stream().allMatch(ChannelId::isValid)) {
      throw new TokenRecordException("the token record's channel_ids are not all channel ids");
    }
    if (owner != null && id == null && channelIds().isEmpty()) {
      throw new TokenRecordException("the token record has a content_owner, but no channel_ids");
    }
  }

  /** The refresh token. */
  public Secret refreshToken() {
    String token = text("refresh_token");
    if (token == null) {
      throw new IllegalStateException("checked when parsed");
    }
    return Secret.of(token);
  }

  /** The access token as it was saved, which has usually expired; null if there is none. */
  public @Nullable Secret accessToken() {
    String token = text("access_token") == null ? text("token") : text("access_token");
    return token == null ? null : Secret.of(token);
  }

  /**
   * The ID token, in which Google signs who consented; null if the scope {@code openid} was not
   * requested.
   */
  public @Nullable Secret idToken() {
    String token = text("id_token");
    return token == null ? null : Secret.of(token);
  }

  /**
   * The id of the OAuth client that the record was issued to: from the record, else from its ID
   * token, whose signature is not verified; null if neither has it.
   */
  public @Nullable String clientId() {
    String id = text("client_id");
    return id == null ? claim("azp") == null ? claim("aud") : claim("azp") : id;
  }

  /**
   * The number of the Google account that consented, from the ID token, whose signature is not
   * verified; null if the record has none.
   */
  public @Nullable String account() {
    return claim("sub");
  }

  /** A claim of the ID token, which some libraries save as an object. */
  private @Nullable String claim(String name) {
    JsonNode claims = fields.path("id_token");
    if (claims.isTextual()) {
      claims = payload(claims.asText());
    }
    String value = claims.path(name).asText("").strip();
    return value.isEmpty() ? null : value;
  }

  private static JsonNode payload(String token) {
    String[] parts = token.strip().split("\\.", -1);
    try {
      return parts.length == 3
          ? JSON.readTree(Base64.getUrlDecoder().decode(parts[1]))
          : JSON.missingNode();
    } catch (IOException | IllegalArgumentException e) {
      return JSON.missingNode();
    }
  }

  /** The channel that the record is pinned to, null if it is not pinned. */
  public @Nullable String channelId() {
    return text("channel_id");
  }

  /** The title that the channel had when it consented, for display; null if the record has none. */
  public @Nullable String channelTitle() {
    return text("channel_title");
  }

  /** The content owner on whose behalf requests are sent, null for a channel's own consent. */
  public @Nullable String contentOwner() {
    return text("content_owner");
  }

  /** The channels whose reports are requested on the content owner's behalf. */
  public List<String> channelIds() {
    List<String> ids = new ArrayList<>();
    fields.path("channel_ids").forEach(id -> ids.add(id.asText()));
    String own = channelId();
    return ids.isEmpty() && own != null ? List.of(own) : ids;
  }

  /**
   * The granted scopes according to the record, as addresses: from {@code scope} or {@code scopes},
   * a text or a list; empty if the record has neither.
   */
  public Set<String> scopes() {
    return Stream.of(
            fields.path("scope"), fields.path("scopes"), fields.at("/token_response/scope"))
        .map(TokenRecord::words)
        .filter(scopes -> !scopes.isEmpty())
        .findFirst()
        .orElse(Set.of());
  }

  private static Set<String> words(JsonNode textOrList) {
    Set<String> words = new TreeSet<>();
    for (JsonNode text : textOrList.isArray() ? textOrList : List.of(textOrList)) {
      if (text.isTextual()) {
        words.addAll(List.of(text.asText().strip().split("\\s+")));
      }
    }
    words.remove("");
    return Set.copyOf(words);
  }

  /**
   * The time of the consent, from {@code obtained_at} as ISO 8601 text or epoch seconds; null if
   * the record has none.
   */
  public @Nullable Instant obtainedAt() {
    JsonNode at = fields.path("obtained_at");
    try {
      Instant given =
          at.canConvertToLong() ? Instant.ofEpochSecond(at.asLong()) : Instant.parse(at.asText());
      return given.isBefore(LAST_CONSENT) ? given : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The lifetime of the refresh token, counted from the consent; null if it is not limited. */
  public @Nullable Duration refreshTokenLifetime() {
    JsonNode seconds = fields.path("refresh_token_expires_in");
    boolean limited = seconds.canConvertToInt() && seconds.asInt() > 0;
    return limited ? Duration.ofSeconds(seconds.asInt()) : null;
  }

  /**
   * Returns this record with a new refresh token and all other fields unchanged. The response to a
   * refresh never replaces a record, because it usually lacks the refresh token.
   */
  public TokenRecord withRefreshToken(Secret refreshToken) {
    ObjectNode merged = fields.deepCopy();
    merged.put("refresh_token", refreshToken.reveal());
    return new TokenRecord(merged);
  }

  /**
   * Returns this record with a new access token and all other fields unchanged.
   *
   * @param lifetime the remaining lifetime of the token
   * @param scopes the scopes of the token; empty if the response did not list them
   */
  public TokenRecord withAccessToken(Secret accessToken, Duration lifetime, Set<String> scopes) {
    ObjectNode merged = fields.deepCopy();
    merged.put("access_token", accessToken.reveal());
    merged.put("expires_in", lifetime.toSeconds());
    if (!scopes.isEmpty()) {
      merged.put("scope", String.join(" ", new TreeSet<>(scopes)));
    }
    return new TokenRecord(merged);
  }

  /**
   * Returns this record after a new consent: all fields of the token response are replaced; the
   * other fields (the identity, unknown fields) stay.
   *
   * @param response Google's response to the exchange of the authorization code, parsed as a record
   */
  public TokenRecord withConsent(TokenRecord response, Instant obtainedAt) {
    ObjectNode merged = fields.deepCopy();
    merged.remove(CONSENT_FIELDS);
    merged.setAll(response.fields);
    merged.put("obtained_at", obtainedAt.truncatedTo(ChronoUnit.SECONDS).toString());
    return new TokenRecord(merged);
  }

  /** Returns this record, pinned to a channel. */
  public TokenRecord withChannelId(String channelId) {
    ObjectNode pinned = fields.deepCopy();
    pinned.put("channel_id", channelId);
    return new TokenRecord(pinned);
  }

  /** Returns this record with the title of its channel. */
  public TokenRecord withChannelTitle(String title) {
    ObjectNode named = fields.deepCopy();
    named.put("channel_title", title);
    return new TokenRecord(named);
  }

  /** Returns the whole record as JSON, including its secrets. Only token stores may call it. */
  public byte[] toJson() {
    try {
      return written(JSON.writerWithDefaultPrettyPrinter());
    } catch (JsonProcessingException e) {
      // Half of a surrogate pair, which JSON allows and UTF-8 does not, stays escaped.
      return escaped();
    }
  }

  private byte[] escaped() {
    try {
      return written(JSON.writerWithDefaultPrettyPrinter().with(JsonWriteFeature.ESCAPE_NON_ASCII));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written");
    }
  }

  private byte[] written(ObjectWriter writer) throws JsonProcessingException {
    return writer.writeValueAsBytes(fields);
  }

  private @Nullable String text(String field) {
    String text = fields.path(field).asText("").strip();
    return text.isEmpty() ? null : text;
  }

  @Override
  public String toString() {
    return "TokenRecord[hidden]";
  }
}
