// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.internal.http.BoundedHttp;
import io.analytix.beam.internal.http.HttpProxy;
import io.analytix.beam.internal.http.LimitedBody;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes at the client's {@code token_uri} with the refresh token grant of RFC 6749, section 6.
 * Source of the error codes and their meaning: Google's OAuth 2.0 guide. Errors are classified by
 * {@code error}, never by their description.
 */
public final class OAuthTokenRefresher implements TokenRefresher {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final ClientSecrets client;
  private final HttpClient http;
  private final Clock clock;

  /** Creates a refresher for the channels that consented to {@code client}. */
  public OAuthTokenRefresher(ClientSecrets client, HttpClient http, Clock clock) {
    this.client = client;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<RefreshedTokens> refresh(TokenRecord record) {
    Instant sentAt = clock.instant();
    return BoundedHttp.sendAsync(
            http, request(record), LimitedBody.text(BoundedHttp.MAX_OAUTH_BYTES), TIMEOUT)
        .handle(
            (response, failed) -> {
              try {
                if (failed != null) {
                  throw noResponse(failed);
                }
                return read(response, record, sentAt);
              } catch (RefreshException e) {
                throw new CompletionException(e);
              }
            });
  }

  private static RefreshException noResponse(Throwable failed) {
    boolean tooLarge = BoundedHttp.cause(failed) instanceof LimitedBody.TooLarge;
    return unavailable(
        tooLarge ? Cause.BAD_RESPONSE : Cause.NETWORK,
        "the token endpoint could not be reached: " + BoundedHttp.describe(failed, TIMEOUT),
        null);
  }

  private HttpRequest request(TokenRecord record) {
    HTTPRequest message =
        new TokenRequest.Builder(
                client.tokenUri(),
                new ClientSecretPost(
                    new ClientID(client.clientId()), new Secret(client.clientSecret().reveal())),
                new RefreshTokenGrant(new RefreshToken(record.refreshToken().reveal())))
            .build()
            .toHTTPRequest();
    return HttpRequest.newBuilder(client.tokenUri())
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(TIMEOUT)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofString(message.getBody()))
        .build();
  }

  private RefreshedTokens read(HttpResponse<String> response, TokenRecord record, Instant sentAt)
      throws RefreshException {
    int status = response.statusCode();
    if (status == 408 || status == 429 || status >= 500) {
      throw unavailable(
          status == 429 ? Cause.QUOTA_RATE : Cause.BACKEND,
          "the token endpoint returned status " + status,
          status);
    }
    TokenResponse parsed;
    try {
      parsed = TokenResponse.parse(message(response));
    } catch (ParseException | IOException | RuntimeException e) {
      throw unavailable(
          Cause.BAD_RESPONSE,
          "the token endpoint's response (status " + status + ") is not an OAuth 2.0 response",
          status);
    }
    if (parsed instanceof AccessTokenResponse tokens) {
      return tokens(tokens.getTokens(), record, sentAt);
    }
    throw refusal(parsed.toErrorResponse().getErrorObject(), status, record);
  }

  private static HTTPResponse message(HttpResponse<String> response)
      throws ParseException, IOException {
    HTTPResponse message = new HTTPResponse(response.statusCode());
    // The body must be JSON; its Content-Type header does not matter.
    message.setContentType("application/json");
    message.setBody(response.body());
    return message;
  }

  private static RefreshedTokens tokens(Tokens tokens, TokenRecord record, Instant sentAt) {
    var bearer = tokens.getAccessToken();
    Set<String> scopes =
        bearer.getScope() == null ? record.scopes() : Set.copyOf(bearer.getScope().toStringList());
    RefreshToken renewed = tokens.getRefreshToken();
    boolean rotated =
        renewed != null
            && !renewed.getValue().isBlank()
            && !renewed.getValue().equals(record.refreshToken().reveal());
    return new RefreshedTokens(
        new AccessToken(
            io.analytix.beam.channel.Secret.of(bearer.getValue()),
            AccessToken.expiry(sentAt, bearer.getLifetime()),
            scopes),
        rotated ? io.analytix.beam.channel.Secret.of(renewed.getValue()) : null);
  }

  private RefreshException refusal(@Nullable ErrorObject error, int status, TokenRecord record) {
    String code = error == null || error.getCode() == null ? "" : hide(error.getCode(), record);
    String description = error == null ? null : error.getDescription();
    String message =
        "the token endpoint returned "
            + (code.isEmpty() ? "status " + status : code)
            + (description == null ? "" : ": " + hide(description, record));
    return switch (code) {
      case "invalid_grant" ->
          new RefreshException.Refused(
              Failure.ofResponse(Cause.TOKEN_REVOKED, message, status, code));
      case "invalid_client", "deleted_client" ->
          new RefreshException.ClientRejected(
              Failure.ofResponse(Cause.CLIENT_REJECTED, message, status, code), true);
      case "unauthorized_client", "invalid_request", "invalid_scope" ->
          new RefreshException.ClientRejected(
              Failure.ofResponse(Cause.CLIENT_REJECTED, message, status, code), false);
      case "" -> unavailable(Cause.BAD_RESPONSE, message, status);
      case "temporarily_unavailable", "server_error", "internal_failure" ->
          unavailable(Cause.BACKEND, message, status);
      default ->
          new RefreshException.Refused(
              Failure.ofResponse(Cause.BAD_RESPONSE, message, status, code));
    };
  }

  private String hide(String text, TokenRecord record) {
    return client.clientSecret().hideIn(record.refreshToken().hideIn(text));
  }

  private static RefreshException.Unavailable unavailable(
      Cause cause, String message, @Nullable Integer status) {
    return new RefreshException.Unavailable(
        new Failure(
            cause,
            message,
            cause == Cause.NETWORK ? HttpProxy.networkRemedy(cause.remedy()) : cause.remedy(),
            status,
            null));
  }
}
