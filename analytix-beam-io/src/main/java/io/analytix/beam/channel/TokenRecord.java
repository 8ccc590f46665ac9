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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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

  /** The fields of a token response: a new consent replaces all of them. */
  private static final List<String> CONSENT_FIELDS =
      List.of(
          "access_token",
          "expires_in",
          "scope",
          "token_type",
          "refresh_token",
          "refresh_token_expires_in",
          "id_token",
          "obtained_at");

  /** A later time of a consent is a mistake; lifetimes could not be added to it. */
  private static final Instant LAST_CONSENT = Instant.parse("9999-12-31T00:00:00Z");

  private static final Pattern CONTENT_OWNER = Pattern.compile("[A-Za-z0-9_+-]+");

  private final ObjectNode fields;

  private TokenRecord(ObjectNode fields) {
    this.fields = fields;
  }

  /**
   * * Parses a record.
   *
   * @throws TokenRecordException if it is not a JSON object, has no refresh token, or has an
   *     invalid channel or content owner id; the message states the rule and never quotes the
   *     record
   */
  public static TokenRecord parse(byte[] json) throws TokenRecordException {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (StreamConstraintsException | NumberFormatException e) {
      // Without the message, which speaks of Jackson's settings or quotes the record.
      throw new TokenRecordException(
          "the token record is nested too deeply, or has a number or text that is too long");
    } catch (JsonProcessingException e) {
      @Nullable JsonLocation where = e.getLocation();
      throw new TokenRecordException(
          "the token record is not valid JSON"
              + (where == null ? "" : " (line " + where.getLineNr() + ")"));
    } catch (IOException e) {
      throw new TokenRecordException("the token record is not valid JSON");
    }
    if (!(node instanceof ObjectNode object)) {
      throw new TokenRecordException("the token record is not a JSON object");
    }
    TokenRecord record = new TokenRecord(object);
    record.check();
    return record;
  }

  private void check() throws TokenRecordException {
    for (String field :
        List.of(
            "access_token", "refresh_token", "id_token", "scope", "channel_id", "content_owner")) {
      if (fields.hasNonNull(field) && !fields.get(field).isTextual()) {
        throw new TokenRecordException("the token record's " + field + " is not text");
      }
    }
    if (text("refresh_token") == null) {
      throw new TokenRecordException("the token record has no refresh_token");
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
    String token = text("access_token");
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

  /** The channel that the record is pinned to, null if it is not pinned. */
  public @Nullable String channelId() {
    return text("channel_id");
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
   * The granted scopes according to the record, as addresses; empty if the record has no {@code
   * scope}.
   */
  public Set<String> scopes() {
    String scope = text("scope");
    return scope == null ? Set.of() : Set.of(scope.strip().split("\\s+"));
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
