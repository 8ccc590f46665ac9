// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
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
 * <p>Fields that are not known here are kept, so that a record that is saved again loses nothing.
 */
public final class TokenRecord {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // What is not known here is written back as it was read.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** What a consent says of itself, so that nothing of an older one is left beside it. */
  private static final List<String> OF_CONSENT =
      List.of(
          "access_token",
          "expires_in",
          "scope",
          "token_type",
          "refresh_token",
          "refresh_token_expires_in",
          "id_token",
          "obtained_at");

  private static final Pattern CONTENT_OWNER = Pattern.compile("[A-Za-z0-9_+-]+");

  private final ObjectNode fields;

  private TokenRecord(ObjectNode fields) {
    this.fields = fields;
  }

  /**
   * Reads a record.
   *
   * @throws TokenRecordException if it is no JSON object, has no refresh token, or an identity that
   *     cannot be one; the message names the rule and never quotes the record
   */
  public static TokenRecord parse(byte[] json) throws TokenRecordException {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      String where = "line " + e.getLocation().getLineNr();
      throw new TokenRecordException("the token record is not valid JSON (" + where + ")");
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
    if (id != null && !ChannelId.isOne(id)) {
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
    if (!channelIds().stream().allMatch(ChannelId::isOne)) {
      throw new TokenRecordException("the token record's channel_ids are not all channel ids");
    }
    if (owner != null && id == null && channelIds().isEmpty()) {
      throw new TokenRecordException(
          "the token record names a content_owner, but no channel_ids to ask for");
    }
  }

  /** What a refresh sends. */
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

  /** Who consented, signed by Google; null if that was not asked for. */
  public @Nullable Secret idToken() {
    String token = text("id_token");
    return token == null ? null : Secret.of(token);
  }

  /** The channel that the record is pinned to. */
  public @Nullable String channelId() {
    return text("channel_id");
  }

  /** The content owner on whose behalf the record asks. */
  public @Nullable String contentOwner() {
    return text("content_owner");
  }

  /** The channels that are asked for on the content owner's behalf. */
  public List<String> channelIds() {
    List<String> ids = new ArrayList<>();
    fields.path("channel_ids").forEach(id -> ids.add(id.asText()));
    String own = channelId();
    return ids.isEmpty() && own != null ? List.of(own) : ids;
  }

  /** The scopes that the record says were granted; empty when it does not say. */
  public Set<String> scopes() {
    String scope = text("scope");
    return scope == null ? Set.of() : Set.of(scope.strip().split("\\s+"));
  }

  /** When the consent was given, as the record says in text or in seconds; null if it does not. */
  public @Nullable Instant obtainedAt() {
    JsonNode at = fields.path("obtained_at");
    try {
      return at.canConvertToLong()
          ? Instant.ofEpochSecond(at.asLong())
          : Instant.parse(at.asText());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** How long the refresh token lives from the consent on, null if that is not limited. */
  public @Nullable Duration refreshTokenLifetime() {
    JsonNode seconds = fields.path("refresh_token_expires_in");
    boolean sensible = seconds.canConvertToInt() && seconds.asInt() > 0;
    return sensible ? Duration.ofSeconds(seconds.asInt()) : null;
  }

  /**
   * This record with a new refresh token, everything else as it was: a refresh answer is merged,
   * never stored in its place, because it usually lacks the refresh token.
   */
  public TokenRecord withRefreshToken(Secret refreshToken) {
    ObjectNode merged = fields.deepCopy();
    merged.put("refresh_token", refreshToken.reveal());
    return new TokenRecord(merged);
  }

  /**
   * This record with a new access token, everything else as it was.
   *
   * @param lifetime from now on
   * @param scopes what the token allows; empty if Google did not say
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
   * This record after a new consent: all tokens are the new ones, what is not of a consent (the
   * identity, unknown fields) stays.
   *
   * @param answer what Google answered to the consent's code, read as a record
   */
  public TokenRecord withConsent(TokenRecord answer, Instant obtainedAt) {
    ObjectNode merged = fields.deepCopy();
    merged.remove(OF_CONSENT);
    merged.setAll(answer.fields);
    merged.put("obtained_at", obtainedAt.truncatedTo(ChronoUnit.SECONDS).toString());
    return new TokenRecord(merged);
  }

  /** This record, pinned to a channel. */
  public TokenRecord withChannelId(String channelId) {
    ObjectNode pinned = fields.deepCopy();
    pinned.put("channel_id", channelId);
    return new TokenRecord(pinned);
  }

  /** The whole record as JSON, secrets included: for a store, and for nothing else. */
  public byte[] toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written");
    }
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
