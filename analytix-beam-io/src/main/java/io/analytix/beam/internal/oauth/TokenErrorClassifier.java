// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.analytix.beam.internal.oauth.TokenError.Scope;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classifies the responses of Google's OAuth endpoints that have no tokens, by their status and
 * error code. Source of the codes: RFC 6749, section 5.2; Google's OAuth 2.0 guides and its help
 * page on the error codes of accounts; the retry rules of Google's own libraries; public reports of
 * {@code unauthorized_client} for tokens of another client, of rate limits as HTML pages with
 * status 403, and of errors in the form of Google's other APIs.
 */
public final class TokenErrorClassifier {
  /** For a response that no token endpoint gives. */
  public static final String NOT_AN_ENDPOINT_REMEDY =
      "Check for an HTTP proxy or a captive portal between this machine and Google, then run again."
          + " If the page is Google's own, it limits requests from this network: wait before you"
          + " run again.";

  private static final String BACKEND_REMEDY =
      "Google's token endpoint does not work at the moment: run again later.";

  private static final String RATE_REMEDY =
      "Google limits how often tokens are refreshed: wait some minutes, then run again.";

  /** For a grant that was issued to another client. */
  public static final String OTHER_CLIENT_REMEDY =
      "Let the channel's owner consent again with this OAuth client, or use the client secrets file"
          + " of the client that the record was issued to. If no record works, the client secrets"
          + " file is probably that of another client.";

  private static final String ADMINISTRATOR_REMEDY =
      "Let the administrator of the owner's Google Workspace trust this OAuth client (Admin"
          + " console, Security, API controls), then run again. With Advanced Protection the owner"
          + " must leave the programme, or the channel needs another manager who consents.";

  private static final String INTERNAL_REMEDY =
      "The OAuth client's consent screen has the user type Internal: set it to External in the"
          + " Google Cloud console, or let an account of the client's own organisation consent.";

  private static final String RESTRICTED_REMEDY =
      "The account or the OAuth client is restricted: let the owner check the account at"
          + " myaccount.google.com, and check the verification status of the client's consent"
          + " screen in the Google Cloud console.";

  private static final String REQUEST_REMEDY =
      "Google does not accept the request that the token record and the OAuth client result in:"
          + " check refresh_token in the record, and client_id and client_secret in the client"
          + " secrets file; if they are right, let the channel's owner consent again.";

  private static final String SESSION_REMEDY =
      "The account's organisation ends sessions after some hours: let its administrator exempt this"
          + " OAuth client (Admin console, Security, Google Cloud session control), then let the"
          + " channel's owner consent again.";

  private static final String DELETED_REMEDY =
      "The OAuth client was deleted: restore it in the Google Cloud console within 30 days, or"
          + " create another, use its client secrets file and let the channels' owners consent"
          + " again.";

  private static final String DISABLED_REMEDY =
      "Google disabled the OAuth client: open it in the Google Cloud console, which shows the"
          + " reason and how to enable it again, then run again.";

  private static final String UNKNOWN_REMEDY =
      "This error code is not known here. Look it up in Google's documentation of OAuth 2.0; if"
          + " that does not help, let the channel's owner consent again.";

  private static final int MAX_CODE_LENGTH = 80;
  private static final int MAX_DESCRIPTION_LENGTH = 240;

  private TokenErrorClassifier() {}

  /**
   * Classifies a response without tokens.
   *
   * @param body the whole body
   * @param hide removes the secrets of the request from a text, which the response may quote
   */
  public static TokenError classify(int status, String body, UnaryOperator<String> hide) {
    ErrorBody error = ErrorBody.read(body, hide);
    if (status == 429 || error.isRate()) {
      return error.failed(Scope.ATTEMPT, Cause.QUOTA_RATE, RATE_REMEDY, status);
    }
    if (status == 408 || status >= 500) {
      return error.failed(Scope.ATTEMPT, Cause.BACKEND, BACKEND_REMEDY, status);
    }
    if (error.code.isEmpty()) {
      return error.failed(Scope.ATTEMPT, Cause.BAD_RESPONSE, NOT_AN_ENDPOINT_REMEDY, status);
    }
    return byCode(error, status);
  }

  /**
   * Classifies an error code that the consent page or the token endpoint returned.
   *
   * @param code a code that is not empty
   */
  public static TokenError classify(String code) {
    return byCode(new ErrorBody(code, "", "", false), 400);
  }

  private static TokenError byCode(ErrorBody error, int status) {
    return switch (error.code) {
      case "invalid_grant" ->
          error.failed(
              Scope.GRANT,
              Cause.TOKEN_REVOKED,
              error.subtype.equals("invalid_rapt") ? SESSION_REMEDY : Cause.TOKEN_REVOKED.remedy(),
              status);
      case "unauthorized_client" ->
          error.failed(Scope.GRANT, Cause.TOKEN_REVOKED, OTHER_CLIENT_REMEDY, status);
      case "admin_policy_enforced", "policy_enforced", "access_not_configured" ->
          error.failed(Scope.GRANT, Cause.FORBIDDEN, ADMINISTRATOR_REMEDY, status);
      case "org_internal" -> error.failed(Scope.GRANT, Cause.FORBIDDEN, INTERNAL_REMEDY, status);
      case "access_denied", "restricted_client", "account_disabled" ->
          error.failed(Scope.GRANT, Cause.FORBIDDEN, RESTRICTED_REMEDY, status);
      case "invalid_client" ->
          error.failed(Scope.CLIENT, Cause.CLIENT_REJECTED, Cause.CLIENT_REJECTED.remedy(), status);
      case "deleted_client" ->
          error.failed(Scope.CLIENT, Cause.CLIENT_REJECTED, DELETED_REMEDY, status);
      case "disabled_client" ->
          error.failed(Scope.CLIENT, Cause.CLIENT_REJECTED, DISABLED_REMEDY, status);
      case "invalid_request",
          "invalid_scope",
          "unsupported_grant_type",
          "badRequest",
          "invalidParameter",
          "INVALID_ARGUMENT" ->
          error.failed(Scope.GRANT, Cause.RECORD_INVALID, REQUEST_REMEDY, status);
      case "temporarily_unavailable",
          "server_error",
          "internal_failure",
          "backendError",
          "internalError",
          "UNAVAILABLE",
          "INTERNAL",
          "ABORTED",
          "DEADLINE_EXCEEDED" ->
          error.failed(Scope.ATTEMPT, Cause.BACKEND, BACKEND_REMEDY, status);
      default -> error.failed(Scope.GRANT, Cause.FORBIDDEN, UNKNOWN_REMEDY, status);
    };
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length) + "…";
  }

  /**
   * The error of a response.
   *
   * @param code empty if the response has none
   * @param description empty if absent
   * @param subtype Google's {@code error_subtype}, empty if absent
   * @param page whether the body is text that is not a JSON object
   */
  private record ErrorBody(String code, String description, String subtype, boolean page) {

    static ErrorBody read(String body, UnaryOperator<String> hide) {
      @Nullable Map<String, Object> json = object(body);
      if (json == null) {
        return new ErrorBody("", "", "", !body.isBlank());
      }
      if (json.get("error") instanceof Map<?, ?> error) {
        return of(hide, code(error), text(error.get("message")), "");
      }
      return of(
          hide,
          text(json.get("error")),
          text(json.get("error_description")),
          text(json.get("error_subtype")));
    }

    private static @Nullable Map<String, Object> object(String body) {
      try {
        return JSONObjectUtils.parse(body);
      } catch (ParseException | RuntimeException e) {
        return null;
      }
    }

    private static ErrorBody of(
        UnaryOperator<String> hide, String code, String description, String subtype) {
      return new ErrorBody(
          cut(hide.apply(code), MAX_CODE_LENGTH),
          cut(hide.apply(description), MAX_DESCRIPTION_LENGTH),
          subtype,
          false);
    }

    /** The most precise code of an error in the form of Google's other APIs. */
    private static String code(Map<?, ?> error) {
      return Stream.of(
              reason(error.get("errors")), reason(error.get("details")), text(error.get("status")))
          .filter(code -> !code.isEmpty())
          .findFirst()
          .orElse("");
    }

    private static String reason(@Nullable Object list) {
      if (!(list instanceof List<?> entries)) {
        return "";
      }
      return entries.stream()
          .map(entry -> entry instanceof Map<?, ?> map ? text(map.get("reason")) : "")
          .filter(reason -> !reason.isEmpty())
          .findFirst()
          .orElse("");
    }

    private static String text(@Nullable Object value) {
      return value instanceof String text ? text.strip() : "";
    }

    boolean isRate() {
      return switch (code) {
        case "rate_limit_exceeded",
            "slow_down",
            "quota_exceeded",
            "rateLimitExceeded",
            "userRateLimitExceeded",
            "dailyLimitExceeded",
            "quotaExceeded",
            "RATE_LIMIT_EXCEEDED",
            "RESOURCE_EXHAUSTED" ->
            true;
        default -> false;
      };
    }

    TokenError failed(Scope scope, Cause cause, String remedy, int status) {
      String words = code + (code.isEmpty() || description.isEmpty() ? "" : ": ") + description;
      String message;
      if (words.isEmpty()) {
        message =
            "status "
                + status
                + (page ? " with a page instead of" : " without")
                + " an OAuth 2.0 response";
      } else {
        message = scope == Scope.ATTEMPT ? "status " + status + " (" + words + ")" : words;
      }
      return new TokenError(
          scope,
          new Failure(
              cause,
              "the token endpoint returned " + message,
              remedy,
              status,
              code.isEmpty() ? null : code));
    }
  }
}
