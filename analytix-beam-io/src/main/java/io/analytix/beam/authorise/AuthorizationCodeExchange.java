// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import io.analytix.beam.channel.ClientSecrets;
import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.outcome.Cause;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges a code for tokens (RFC 6749, section 4.1.3, with the verifier of RFC 7636), and checks
 * that they are the answer to the question. A code is good once: nothing is tried again.
 */
final class AuthorizationCodeExchange {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Google's lifetime of an access token, for an answer that does not say. */
  private static final long DEFAULT_LIFETIME_SECONDS = 3600;

  private final HttpClient http;
  private final IdTokens idTokens;
  private final Clock clock;

  AuthorizationCodeExchange(HttpClient http, IdTokens idTokens, Clock clock) {
    this.http = http;
    this.idTokens = idTokens;
    this.clock = clock;
  }

  Consent exchange(PendingAuthorization question, String code)
      throws ConsentException, InterruptedException {
    Instant asked = clock.instant();
    HttpResponse<String> answer = send(question, code);
    AccessToken token = token(answer, question.client(), code);
    TokenRecord record = record(answer);
    checkNonce(question, record);
    Set<String> granted = granted(question, token);
    Set<ConsentScope> missing = question.scopes().missingFrom(granted);
    if (!missing.isEmpty()) {
      throw new ConsentException.ScopesMissing(missing);
    }
    return new Consent(
        record,
        new io.analytix.beam.refresh.AccessToken(
            io.analytix.beam.channel.Secret.of(token.getValue()),
            asked.plusSeconds(
                token.getLifetime() > 0 ? token.getLifetime() : DEFAULT_LIFETIME_SECONDS),
            granted));
  }

  private HttpResponse<String> send(PendingAuthorization question, String code)
      throws ConsentException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(question.client().tokenUri())
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form(question, code)))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new ConsentException.Unavailable(
          "the token endpoint could not be reached", Cause.NETWORK.remedy());
    }
  }

  private static String form(PendingAuthorization question, String code) {
    ClientSecrets client = question.client();
    return new TokenRequest.Builder(
            client.tokenUri(),
            new ClientSecretPost(
                new ClientID(client.clientId()), new Secret(client.clientSecret().reveal())),
            new AuthorizationCodeGrant(
                new AuthorizationCode(code), question.redirectUri(), question.verifier()))
        .build()
        .toHTTPRequest()
        .getBody();
  }

  private static AccessToken token(HttpResponse<String> answer, ClientSecrets client, String code)
      throws ConsentException {
    int status = answer.statusCode();
    if (status == 408 || status == 429 || status >= 500) {
      throw unavailable(status);
    }
    try {
      HTTPResponse message = new HTTPResponse(status);
      message.setContentType("application/json");
      message.setBody(answer.body());
      TokenResponse parsed = TokenResponse.parse(message);
      if (parsed.indicatesSuccess()) {
        return parsed.toSuccessResponse().getTokens().getAccessToken();
      }
      throw refused(parsed.toErrorResponse().getErrorObject(), client, code);
    } catch (ParseException | RuntimeException e) {
      throw unavailable(status);
    }
  }

  private static ConsentException unavailable(int status) {
    return new ConsentException.Unavailable(
        "the token endpoint's answer (status " + status + ") gives no tokens",
        Cause.BACKEND.remedy());
  }

  private static ConsentException refused(
      @Nullable ErrorObject error, ClientSecrets client, String code) {
    String reason = error == null ? "an error" : String.valueOf(error.getCode());
    String text = error == null ? null : error.getDescription();
    String message = "the token endpoint answered " + reason + (text == null ? "" : ": " + text);
    return new ConsentException.Refused(
        message.replace(code, "[hidden]").replace(client.clientSecret().reveal(), "[hidden]"),
        reason.equals("invalid_grant")
            ? "The code was used before, or is too old: authorise again."
            : Cause.CLIENT_REJECTED.remedy());
  }

  private static TokenRecord record(HttpResponse<String> answer) throws ConsentException {
    try {
      return TokenRecord.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    } catch (TokenRecordException e) {
      throw new ConsentException.Refused(
          "Google's answer makes no token record: " + e.getMessage(),
          "Withdraw the consent at myaccount.google.com/permissions, then authorise again.");
    }
  }

  private void checkNonce(PendingAuthorization question, TokenRecord record)
      throws ConsentException, InterruptedException {
    io.analytix.beam.channel.@Nullable Secret idToken = record.idToken();
    if (idToken == null) {
      if (question.scopes().scopes().contains(ConsentScope.OPENID)) {
        throw new ConsentException.Forged("an ID token was asked for, and did not come");
      }
      return;
    }
    try {
      var unused = idTokens.decode(idToken, question.nonce().getValue());
    } catch (IdTokenException.Unavailable e) {
      throw new ConsentException.Unavailable(
          String.valueOf(e.getMessage()), Cause.NETWORK.remedy());
    } catch (IdTokenException e) {
      throw new ConsentException.Forged(String.valueOf(e.getMessage()));
    }
  }

  /** An answer that names no scope has granted what was asked for: RFC 6749, section 5.1. */
  private static Set<String> granted(PendingAuthorization question, AccessToken token) {
    return token.getScope() == null
        ? Set.of(question.scopes().formatted().split(" "))
        : Set.copyOf(token.getScope().toStringList());
  }
}
