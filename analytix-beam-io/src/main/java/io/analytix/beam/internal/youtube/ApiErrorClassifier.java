// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Classifies error responses by their status and Google's reason codes. Source of the codes: the
 * error reference of the YouTube Analytics API and Google's newer ErrorInfo.
 */
final class ApiErrorClassifier {
  /** Longer delays are cut to this, because they would delay a checkpoint. */
  private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(30);

  private static final String FOREIGN_REMEDY =
      "Check for an HTTP proxy or a captive portal between this machine and Google, then run"
          + " again.";

  private static final Pattern SECONDS = Pattern.compile("\\d+");

  private ApiErrorClassifier() {}

  /**
   * Returns the exception for a response with a status other than 200.
   *
   * @param monetary whether the query has revenue metrics, which a single channel may lack
   */
  static ApiException classify(int status, HttpHeaders headers, byte[] body, boolean monetary) {
    ApiErrorBody error = ApiErrorBody.read(body);
    return switch (status) {
      case 400 -> new ApiException.ReportRefused(failure(Cause.QUERY_UNSUPPORTED, status, error));
      case 401 -> unauthorized(status, error);
      case 403 -> forbidden(status, headers, error, monetary);
      case 404 -> refused(failure(Cause.NOT_FOUND, status, error), true, monetary);
      case 429 -> quota(status, headers, error);
      case 408 -> unavailable(Cause.BACKEND, status, headers, error);
      default -> {
        if (status >= 500) {
          yield unavailable(Cause.BACKEND, status, headers, error);
        }
        if (status >= 400) {
          yield new ApiException.ReportRefused(failure(Cause.QUERY_UNSUPPORTED, status, error));
        }
        if (status >= 300) {
          Failure failure = redirected(failure(Cause.BAD_RESPONSE, status, error));
          yield new ApiException.Unavailable(failure, retryAfter(headers));
        }
        yield unavailable(Cause.BAD_RESPONSE, status, headers, error);
      }
    };
  }

  /**
   * The failure of a 200 response that is not valid. If its content type is not JSON, it is not the
   * API's but that of a proxy or of a network that requires a sign-in.
   */
  static Failure invalid(Failure failure, HttpHeaders headers) {
    return contentType(headers)
        .filter(type -> !type.isEmpty() && !type.endsWith("json"))
        .map(
            type ->
                foreign(
                    failure,
                    "the response has content type "
                        + type
                        + " instead of JSON, so it does not come from the YouTube API"))
        .orElse(failure);
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
    return foreign(failure, failure.message());
  }

  private static Failure foreign(Failure failure, String message) {
    return failure.with(failure.cause(), message, FOREIGN_REMEDY);
  }

  private static ApiException unauthorized(int status, ApiErrorBody error) {
    if (error.reason().equals("youtubeSignupRequired")) {
      Failure failure = failure(Cause.NOT_FOUND, status, error);
      return new ApiException.ChannelRefused(
          failure.with(
              Cause.NOT_FOUND,
              "the account that consented has no channel",
              "Consent again with the account that owns the channel; service accounts have none."),
          false);
    }
    return new ApiException.TokenRejected(failure(Cause.TOKEN_REVOKED, status, error));
  }

  private static ApiException forbidden(
      int status, HttpHeaders headers, ApiErrorBody error, boolean monetary) {
    if (error.ofQuota()) {
      return quota(status, headers, error);
    }
    if (error.infoReason().equals("SERVICE_DISABLED")
        || error.reason().equals("accessNotConfigured")) {
      return new ApiException.ClientRefused(failure(Cause.API_DISABLED, status, error), true);
    }
    if (error.infoReason().equals("ACCESS_TOKEN_SCOPE_INSUFFICIENT")
        || error.reason().equals("insufficientPermissions")) {
      return refused(failure(Cause.SCOPE_MISSING, status, error), false, monetary);
    }
    return refused(failure(Cause.FORBIDDEN, status, error), true, monetary);
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

  private static ApiException quota(int status, HttpHeaders headers, ApiErrorBody error) {
    if (error.ofDay()) {
      return new ApiException.DayQuotaUsed(failure(Cause.QUOTA_DAY, status, error));
    }
    return new ApiException.TooFast(
        failure(Cause.QUOTA_RATE, status, error), retryAfter(headers), error.ofUser());
  }

  private static ApiException unavailable(
      Cause cause, int status, HttpHeaders headers, ApiErrorBody error) {
    return new ApiException.Unavailable(failure(cause, status, error), retryAfter(headers));
  }

  private static Failure failure(Cause cause, int status, ApiErrorBody error) {
    String message =
        error.message().isEmpty() ? "the API returned status " + status : error.message();
    String reason = error.reason().isEmpty() ? error.infoReason() : error.reason();
    return Failure.ofResponse(cause, message, status, reason.isEmpty() ? null : reason);
  }

  private static Duration retryAfter(HttpHeaders headers) {
    String value = headers.firstValue("Retry-After").orElse("0").strip();
    Duration requested = SECONDS.matcher(value).matches() ? seconds(value) : until(value, headers);
    return requested.isNegative() ? Duration.ZERO : shorter(requested, MAX_RETRY_AFTER);
  }

  private static Duration seconds(String value) {
    return value.length() > 9 ? MAX_RETRY_AFTER : Duration.ofSeconds(Long.parseLong(value));
  }

  /**
   * Counts from the response's own {@code Date}, so that the local clock does not matter; the
   * maximum delay if it has none.
   */
  private static Duration until(String value, HttpHeaders headers) {
    Optional<Instant> sentAt = headers.firstValue("Date").flatMap(ApiErrorClassifier::instant);
    return instant(value)
        .map(then -> sentAt.map(now -> Duration.between(now, then)).orElse(MAX_RETRY_AFTER))
        .orElse(Duration.ZERO);
  }

  private static Optional<Instant> instant(String httpDate) {
    try {
      return Optional.of(Instant.from(RFC_1123_DATE_TIME.parse(httpDate.strip())));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration shorter(Duration first, Duration second) {
    return first.compareTo(second) < 0 ? first : second;
  }
}
