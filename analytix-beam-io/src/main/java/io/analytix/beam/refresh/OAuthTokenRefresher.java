// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
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
import io.analytix.beam.internal.http.RetryAfter;
import io.analytix.beam.internal.oauth.TokenError;
import io.analytix.beam.internal.oauth.TokenErrorClassifier;
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
 * Errors are classified by their code, never by their description.
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
    String message =
        "the token endpoint could not be reached: " + BoundedHttp.describe(failed, TIMEOUT);
    return new RefreshException.Unavailable(
        tooLarge
            ? new Failure(
                Cause.BAD_RESPONSE,
                message,
                TokenErrorClassifier.NOT_AN_ENDPOINT_REMEDY,
                null,
                null)
            : new Failure(
                Cause.NETWORK,
                message,
                HttpProxy.networkRemedy(Cause.NETWORK.remedy()),
                null,
                null));
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
    if (response.statusCode() == 200) {
      try {
        return tokens(AccessTokenResponse.parse(message(response)).getTokens(), record, sentAt);
      } catch (ParseException | IOException | RuntimeException e) {
        // The response has no tokens: it is classified below.
      }
    }
    throw refusal(response, record);
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

  private RefreshException refusal(HttpResponse<String> response, TokenRecord record) {
    TokenError error =
        TokenErrorClassifier.classify(
            response.statusCode(), response.body(), text -> hide(text, record));
    Failure failure = error.failure();
    return switch (error.scope()) {
      case ATTEMPT ->
          new RefreshException.Unavailable(failure, RetryAfter.retryAfter(response.headers()));
      case CLIENT -> new RefreshException.ClientRejected(failure);
      case GRANT ->
          new RefreshException.Refused(
              failure.cause() == Cause.TOKEN_REVOKED ? ofWhichClient(failure, record) : failure);
    };
  }

  /** Names the client that the record was issued to, if it is another one than this. */
  private Failure ofWhichClient(Failure failure, TokenRecord record) {
    @Nullable String issuedTo = record.clientId();
    if (issuedTo == null || issuedTo.equals(client.clientId())) {
      return failure;
    }
    return failure.with(
        failure.cause(),
        failure.message()
            + "; the record was issued to OAuth client "
            + issuedTo
            + ", but the client secrets are those of "
            + client.clientId(),
        TokenErrorClassifier.OTHER_CLIENT_REMEDY);
  }

  private String hide(String text, TokenRecord record) {
    return client.clientSecret().hideIn(record.refreshToken().hideIn(text));
  }
}
