// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import static io.analytix.beam.internal.http.RetryAfter.retryAfter;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Classifies error responses by their status and Google's reason codes. Source of the codes: the
 * error reference of the YouTube Analytics API, and {@code google.api.ErrorReason} for ErrorInfo.
 *
 * <p>Google's APIs describe each error in the JSON object {@code error}. A response without it
 * comes from something on the way: an HTTP proxy, a network that requires a sign-in, or Google's
 * front end. It says nothing about a channel or a query, so it is transient.
 */
final class ApiErrorClassifier {
  private static final String FOREIGN_REMEDY =
      "Check for an HTTP proxy or a captive portal between this machine and Google, then run"
          + " again.";

  private static final String SIGN_IN_REMEDY =
      "Sign in to the HTTP proxy between this machine and Google, or use one that needs no sign-in,"
          + " then run again.";

  private static final String BACKEND_PAGE_REMEDY =
      "Run again later; if the error persists, check for an HTTP proxy or a captive portal between"
          + " this machine and Google.";

  private static final String CONTRADICTION_REMEDY =
      "Update analytix-beam: the API describes this report differently now. If this is the newest"
          + " version, report it as a bug with this message.";

  /** A network that requires a sign-in (RFC 6585). */
  private static final int NETWORK_AUTHENTICATION_REQUIRED = 511;

  private ApiErrorClassifier() {}

  /**
   * Returns the exception for a response with a status other than 200.
   *
   * @param monetary whether the query has revenue metrics, which a single channel may lack
   */
  static ApiException classify(int status, HttpHeaders headers, byte[] body, boolean monetary) {
    ApiErrorBody error = ApiErrorBody.read(body);
    Failure failure = failure(status, error);
    ProjectRefusal ofProject = ProjectRefusal.BY_REASON.get(error.infoReason());
    if (ofProject != null) {
      return new ApiException.ClientRefused(ofProject.explain(failure));
    }
    return switch (status) {
      case 401 -> unauthorized(failure, headers, error);
      case 408 -> unavailable(Cause.BACKEND, failure, headers);
      case 429 -> quota(failure, headers, error);
      // The query is too long, also if a proxy says so.
      case 413, 414, 431 -> new ApiException.ReportRefused(of(Cause.QUERY_UNSUPPORTED, failure));
      default -> {
        if (status >= 500) {
          yield serverFailed(failure, headers, error, body.length > 0);
        }
        if (status >= 400 && !error.ofApi()) {
          yield foreign(failure, headers);
        }
        yield switch (status) {
          case 403 -> forbidden(failure, headers, error, monetary);
          case 404 -> refused(of(Cause.NOT_FOUND, failure), true, monetary);
          default ->
              status >= 400
                  ? new ApiException.ReportRefused(of(Cause.QUERY_UNSUPPORTED, failure))
                  : status >= 300
                      ? unavailable(redirected(failure), headers)
                      : unavailable(Cause.BAD_RESPONSE, failure, headers);
        };
      }
    };
  }

  /**
   * Returns the exception for a response with status 200 that is not valid. If its content type is
   * not JSON, it is not the API's but that of a proxy or of a network that requires a sign-in.
   *
   * @param contradiction whether its schema is another than the report's, at every attempt
   */
  static ApiException invalid(Failure failure, HttpHeaders headers, boolean contradiction) {
    Optional<String> type = foreignType(headers);
    if (type.isPresent()) {
      String message = notOfApi("the response", type.get());
      return new ApiException.Unavailable(
          failure.with(failure.cause(), message, FOREIGN_REMEDY), Duration.ZERO);
    }
    return contradiction
        ? new ApiException.ReportRefused(
            failure.with(failure.cause(), failure.message(), CONTRADICTION_REMEDY))
        : new ApiException.Unavailable(failure, Duration.ZERO);
  }

  private static String notOfApi(String response, String type) {
    return response
        + " has content type "
        + type
        + " instead of JSON, so it does not come from the YouTube API";
  }

  /** The content type of the response, if it has another than JSON. */
  private static Optional<String> foreignType(HttpHeaders headers) {
    return contentType(headers).filter(type -> !type.isEmpty() && !type.endsWith("json"));
  }

  /** Whether the response is a page for a browser, which the API never sends. */
  static boolean isHtml(HttpHeaders headers) {
    return contentType(headers).filter("text/html"::equals).isPresent();
  }

  private static Optional<String> contentType(HttpHeaders headers) {
    return headers
        .firstValue("Content-Type")
        .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  /** The API never redirects. */
  private static Failure redirected(Failure failure) {
    return failure.with(Cause.BAD_RESPONSE, failure.message(), FOREIGN_REMEDY);
  }

  private static ApiException foreign(Failure failure, HttpHeaders headers) {
    boolean signIn = Objects.equals(failure.httpStatus(), 407);
    return unavailable(
        failure.with(
            Cause.BAD_RESPONSE,
            foreignMessage(failure, headers),
            signIn ? SIGN_IN_REMEDY : FOREIGN_REMEDY),
        headers);
  }

  private static String foreignMessage(Failure failure, HttpHeaders headers) {
    String response = "the response with status " + failure.httpStatus();
    return foreignType(headers)
        .map(type -> notOfApi(response, type))
        .orElse(response + " does not describe an error as the YouTube API does");
  }

  private static ApiException serverFailed(
      Failure failure, HttpHeaders headers, ApiErrorBody error, boolean hasBody) {
    if (error.ofApi() || !hasBody) {
      return unavailable(Cause.BACKEND, failure, headers);
    }
    return Objects.equals(failure.httpStatus(), NETWORK_AUTHENTICATION_REQUIRED)
        ? foreign(failure, headers)
        : unavailable(
            failure.with(Cause.BACKEND, foreignMessage(failure, headers), BACKEND_PAGE_REMEDY),
            headers);
  }

  private static ApiException unauthorized(
      Failure failure, HttpHeaders headers, ApiErrorBody error) {
    if (error.reason().equals("youtubeSignupRequired")) {
      return new ApiException.ChannelRefused(
          failure.with(
              Cause.NOT_FOUND,
              "the account that consented has no channel",
              "Consent again with the account that owns the channel; service accounts have none."),
          false);
    }
    return !error.ofApi() && foreignType(headers).isPresent()
        ? foreign(failure, headers)
        : new ApiException.TokenRejected(of(Cause.TOKEN_REVOKED, failure));
  }

  private static ApiException forbidden(
      Failure failure, HttpHeaders headers, ApiErrorBody error, boolean monetary) {
    if (error.ofQuota()) {
      return quota(failure, headers, error);
    }
    if (error.reason().equals("accessNotConfigured")) {
      return new ApiException.ClientRefused(of(Cause.API_DISABLED, failure));
    }
    if (error.infoReason().equals("ACCESS_TOKEN_SCOPE_INSUFFICIENT")
        || error.reason().equals("insufficientPermissions")) {
      return refused(of(Cause.SCOPE_MISSING, failure), false, monetary);
    }
    return refused(of(Cause.FORBIDDEN, failure), true, monetary);
  }

  private static ApiException refused(Failure failure, boolean whoseChannel, boolean monetary) {
    if (!monetary) {
      return new ApiException.ChannelRefused(failure, whoseChannel);
    }
    return new ApiException.ReportRefused(
        failure.with(
            failure.cause(),
            "the API refuses revenue metrics of this channel: " + failure.message(),
            "Leave the revenue report out for this channel, or let its owner consent with the"
                + " scope yt-analytics-monetary.readonly; the channel must be in the YouTube"
                + " Partner Programme."));
  }

  private static ApiException quota(Failure failure, HttpHeaders headers, ApiErrorBody error) {
    if (error.ofDay()) {
      return new ApiException.DayQuotaUsed(of(Cause.QUOTA_DAY, failure));
    }
    return new ApiException.TooFast(
        of(Cause.QUOTA_RATE, failure), retryAfter(headers), error.ofUser());
  }

  private static ApiException unavailable(Cause cause, Failure failure, HttpHeaders headers) {
    return unavailable(of(cause, failure), headers);
  }

  private static ApiException unavailable(Failure failure, HttpHeaders headers) {
    return new ApiException.Unavailable(failure, retryAfter(headers));
  }

  private static Failure of(Cause cause, Failure failure) {
    return failure.with(cause, failure.message(), cause.remedy());
  }

  /** What the response says; its cause is not known yet. */
  private static Failure failure(int status, ApiErrorBody error) {
    String message =
        error.message().isEmpty() ? "the API returned status " + status : error.message();
    String reason = error.reason().isEmpty() ? error.infoReason() : error.reason();
    return Failure.ofResponse(
        Cause.BAD_RESPONSE, message, status, reason.isEmpty() ? null : reason);
  }
}
