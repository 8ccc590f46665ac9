// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.internal.http.BoundedHttp;
import io.analytix.beam.internal.http.HttpProxy;
import io.analytix.beam.internal.http.LimitedBody;
import io.analytix.beam.internal.oauth.TokenError;
import io.analytix.beam.internal.oauth.TokenErrorClassifier;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges an authorization code for tokens (RFC 6749, section 4.1.3, with the verifier of RFC
 * 7636), and verifies that they belong to the authorization request. A code can be used once, so
 * the exchange is repeated only if the connection broke without a response.
 */
final class AuthorizationCodeExchange {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http;
  private final IdTokens idTokens;
  private final Clock clock;

  AuthorizationCodeExchange(HttpClient http, IdTokens idTokens, Clock clock) {
    this.http = http;
    this.idTokens = idTokens;
    this.clock = clock;
  }

  Consent exchange(PendingAuthorization authorization, String code)
      throws ConsentException, InterruptedException {
    Instant sentAt = clock.instant();
    HttpResponse<String> response = send(authorization, code);
    AccessToken token = token(response, authorization.client(), code);
    TokenRecord record = record(response);
    checkNonce(authorization, record);
    Set<String> granted = granted(authorization, token);
    Set<ConsentScope> missing = authorization.scopes().missingFrom(granted);
    if (!missing.isEmpty()) {
      throw new ConsentException.ScopesMissing(missing);
    }
    return new Consent(
        record,
        new io.analytix.beam.refresh.AccessToken(
            io.analytix.beam.channel.Secret.of(token.getValue()),
            io.analytix.beam.refresh.AccessToken.expiry(sentAt, token.getLifetime()),
            granted));
  }

  private HttpResponse<String> send(PendingAuthorization authorization, String code)
      throws ConsentException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(authorization.client().tokenUri())
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form(authorization, code)))
            .build();
    try {
      return sendOnce(request);
    } catch (IOException first) {
      if (!isBrokenConnection(first)) {
        throw unreachable(first);
      }
    }
    try {
      return sendOnce(request);
    } catch (IOException second) {
      throw unreachable(second);
    }
  }

  private HttpResponse<String> sendOnce(HttpRequest request)
      throws IOException, InterruptedException {
    return BoundedHttp.send(http, request, LimitedBody.text(BoundedHttp.MAX_OAUTH_BYTES), TIMEOUT);
  }

  /** As when the server has closed a connection that was kept open: it sent no response. */
  private static boolean isBrokenConnection(IOException failed) {
    return failed.getCause() instanceof IOException cause
        && !(cause instanceof HttpTimeoutException)
        && !(cause instanceof LimitedBody.TooLarge);
  }

  private static ConsentException unreachable(IOException failed) {
    return new ConsentException.Unavailable(
        "the token endpoint could not be reached: " + failed.getMessage(),
        HttpProxy.networkRemedy(Cause.NETWORK.remedy()));
  }

  private static String form(PendingAuthorization authorization, String code) {
    ClientSecrets client = authorization.client();
    return new TokenRequest.Builder(
            client.tokenUri(),
            new ClientSecretPost(
                new ClientID(client.clientId()), new Secret(client.clientSecret().reveal())),
            new AuthorizationCodeGrant(
                new AuthorizationCode(code), authorization.redirectUri(), authorization.verifier()))
        .build()
        .toHTTPRequest()
        .getBody();
  }

  private static AccessToken token(HttpResponse<String> response, ClientSecrets client, String code)
      throws ConsentException {
    if (response.statusCode() == 200) {
      try {
        HTTPResponse message = new HTTPResponse(200);
        message.setContentType("application/json");
        message.setBody(response.body());
        return AccessTokenResponse.parse(message).getTokens().getAccessToken();
      } catch (ParseException | RuntimeException e) {
        // The response has no tokens: it is classified below.
      }
    }
    TokenError error =
        TokenErrorClassifier.classify(
            response.statusCode(),
            response.body(),
            text ->
                client
                    .clientSecret()
                    .hideIn(io.analytix.beam.channel.Secret.of(code).hideIn(text)));
    Failure failure = error.failure();
    if (error.scope() == TokenError.Scope.ATTEMPT) {
      throw new ConsentException.Unavailable(failure.message(), failure.remedy());
    }
    throw new ConsentException.Refused(
        failure.message(),
        failure.cause() == Cause.TOKEN_REVOKED
            ? "The code was already used, has expired or belongs to another client: authorise"
                + " again."
            : failure.remedy());
  }

  private static TokenRecord record(HttpResponse<String> response) throws ConsentException {
    try {
      return TokenRecord.parse(response.body().getBytes(StandardCharsets.UTF_8));
    } catch (TokenRecordException e) {
      throw new ConsentException.Refused(
          "Google's token response is not a valid token record: " + e.getMessage(),
          "Withdraw the consent at myaccount.google.com/permissions, then authorise again.");
    }
  }

  private void checkNonce(PendingAuthorization authorization, TokenRecord record)
      throws ConsentException, InterruptedException {
    io.analytix.beam.channel.@Nullable Secret idToken = record.idToken();
    if (idToken == null) {
      if (authorization.scopes().scopes().contains(ConsentScope.OPENID)) {
        throw new ConsentException.Forged("an ID token was requested, but the response has none");
      }
      return;
    }
    try {
      var unused = idTokens.decode(idToken, authorization.nonce().getValue());
    } catch (IdTokenException.Unavailable e) {
      throw new ConsentException.Unavailable(
          String.valueOf(e.getMessage()), Cause.NETWORK.remedy());
    } catch (IdTokenException e) {
      boolean otherIssuer =
          e instanceof IdTokenException.Rejected rejected
              && rejected.problem() == IdTokenException.Problem.ISSUER;
      throw otherIssuer
          ? authorization.otherIssuer(String.valueOf(e.getMessage()))
          : new ConsentException.Forged(String.valueOf(e.getMessage()));
    }
  }

  /** A response without {@code scope} grants the requested scopes: RFC 6749, section 5.1. */
  private static Set<String> granted(PendingAuthorization authorization, AccessToken token) {
    return token.getScope() == null
        ? Set.of(authorization.scopes().formatted().split(" "))
        : Set.copyOf(token.getScope().toStringList());
  }
}
