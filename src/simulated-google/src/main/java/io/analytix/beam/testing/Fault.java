// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.bulk.CorruptedFile;
import io.analytix.beam.testing.oauth.TokenError;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.CorruptedTable;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Limit;
import io.analytix.beam.testing.server.Pages;
import io.analytix.beam.testing.server.Quotas;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A faulty response, or a broken connection. */
public final class Fault {
  /** HTTP 500, reason {@code backendError}. Transient in the real API. */
  public static final Fault BACKEND_ERROR =
      of("BACKEND_ERROR", () -> ApiError.of(500, "Backend Error", "global", "backendError"));

  /** HTTP 500, reason {@code internalError}. Can be permanent in the real API. */
  public static final Fault INTERNAL_ERROR =
      of(
          "INTERNAL_ERROR",
          () -> ApiError.of(500, "An internal error has occurred.", "global", "internalError"));

  /** HTTP 502 with an HTML page. */
  public static final Fault BAD_GATEWAY = of("BAD_GATEWAY", () -> Pages.serverError(502));

  /** HTTP 503 without {@code Retry-After}. */
  public static final Fault SERVICE_UNAVAILABLE =
      of("SERVICE_UNAVAILABLE", Fault::serviceUnavailable);

  /** HTTP 429, the project's limit per minute. */
  public static final Fault MINUTE_QUOTA = limited("MINUTE_QUOTA", Limit.minute(720));

  /** HTTP 429, a user's limit per minute. */
  public static final Fault USER_QUOTA =
      limited("USER_QUOTA", Limit.user(720, Duration.ofMinutes(1)));

  /** HTTP 429, the project's limit per day. */
  public static final Fault DAY_QUOTA = limited("DAY_QUOTA", Limit.day(100_000));

  /** HTTP 403, the older form of {@link #MINUTE_QUOTA}. */
  public static final Fault LEGACY_RATE_LIMIT =
      of(
          "LEGACY_RATE_LIMIT",
          () -> ApiError.of(403, "Rate Limit Exceeded", "usageLimits", "rateLimitExceeded"));

  /** HTTP 403, the older form of {@link #USER_QUOTA}. */
  public static final Fault LEGACY_USER_RATE_LIMIT =
      of(
          "LEGACY_USER_RATE_LIMIT",
          () ->
              ApiError.of(
                  403,
                  "Quota Error: User Rate Limit Exceeded.",
                  "usageLimits",
                  "userRateLimitExceeded"));

  /** HTTP 403, an older form of {@link #DAY_QUOTA}, reason {@code quotaExceeded}. */
  public static final Fault LEGACY_QUOTA =
      of(
          "LEGACY_QUOTA",
          () ->
              ApiError.of(
                  403,
                  "The request cannot be completed because you have exceeded your quota.",
                  "youtube.quota",
                  "quotaExceeded"));

  /** HTTP 403, an older form of {@link #DAY_QUOTA}, reason {@code dailyLimitExceeded}. */
  public static final Fault LEGACY_DAILY_LIMIT =
      of(
          "LEGACY_DAILY_LIMIT",
          () ->
              ApiError.of(
                  403,
                  "Daily Limit Exceeded. The quota will be reset at midnight Pacific Time (PT)."
                      + " You may monitor your quota usage and adjust limits in the API Console.",
                  "usageLimits",
                  "dailyLimitExceeded"));

  /** HTTP 403: the API is not enabled in the client's project. */
  public static final Fault API_NOT_ENABLED = byService("API_NOT_ENABLED", ApiError::apiNotEnabled);

  /** HTTP 403 {@code forbidden}. */
  public static final Fault FORBIDDEN = of("FORBIDDEN", ApiError::forbidden);

  /** HTTP 404. */
  public static final Fault NOT_FOUND = of("NOT_FOUND", ApiError::notFound);

  /** HTTP 401, even if the access token is valid. */
  public static final Fault BAD_TOKEN = of("BAD_TOKEN", ApiError::badToken);

  /** HTTP 401: invalidates the access token of this request. */
  public static final Fault EXPIRED_TOKEN =
      new Fault(
          "EXPIRED_TOKEN", Call.Kind.REPORT, (kind, correct) -> ApiError.badToken(), false, true);

  /** HTTP 200 with a body that contains {@code errors} instead of the resource. */
  public static final Fault ERRORS_INSIDE_200 =
      new Fault(
          "ERRORS_INSIDE_200",
          Call.Kind.REPORT,
          (kind, correct) -> Pages.errorsInside200(kind),
          false,
          false);

  /** HTTP 200 with an HTML page. */
  public static final Fault HTML_INSIDE_200 = of("HTML_INSIDE_200", Pages::signIn);

  /** The first half of the correct body, with a matching {@code Content-Length}. */
  public static final Fault TRUNCATED_JSON =
      changing(
          "TRUNCATED_JSON",
          correct -> correct.withBody(correct.body().substring(0, correct.body().length() / 2)));

  /** The first half of the correct body, with the {@code Content-Length} of the whole body. */
  public static final Fault CUT_BODY =
      changing("CUT_BODY", correct -> correct.delivered(HttpReply.Delivery.CUT));

  /** The connection is reset before the response. Some HTTP clients then retry on their own. */
  public static final Fault CONNECTION_RESET =
      changing("CONNECTION_RESET", correct -> correct.delivered(HttpReply.Delivery.RESET));

  /** The connection is closed without a response. */
  public static final Fault EMPTY_RESPONSE =
      changing("EMPTY_RESPONSE", correct -> correct.delivered(HttpReply.Delivery.NOTHING));

  /** No response for a minute. */
  public static final Fault SILENCE =
      of("SILENCE", () -> HttpReply.json(200, "").delivered(HttpReply.Delivery.SILENCE));

  /** The correct report, without the last cell of the last row. */
  public static final Fault WRONG_COLUMN_COUNT =
      changing("WRONG_COLUMN_COUNT", CorruptedTable::withoutLastCell);

  /** The correct report, with the type STRING in the header of the last column. */
  public static final Fault WRONG_HEADER_TYPE =
      changing("WRONG_HEADER_TYPE", CorruptedTable::withWrongType);

  /** The correct report, with an additional column that was not requested. */
  public static final Fault EXTRA_COLUMN =
      changing("EXTRA_COLUMN", CorruptedTable::withExtraColumn);

  /** The correct report, with the first row duplicated. */
  public static final Fault DUPLICATED_ROW =
      changing("DUPLICATED_ROW", CorruptedTable::withFirstRowTwice);

  /** Download: without the last 8 bytes, with a matching {@code Content-Length}. */
  public static final Fault SHORT_BODY =
      changingFile("SHORT_BODY", correct -> correct.delivered(HttpReply.Delivery.SHORT));

  /** Download: the correct file, compressed, without {@code Content-Encoding}. */
  public static final Fault UNLABELLED_GZIP =
      changingFile("UNLABELLED_GZIP", correct -> correct.delivered(HttpReply.Delivery.UNLABELLED));

  /** Download: HTTP 200 without a body. */
  public static final Fault EMPTY_FILE =
      changingFile("EMPTY_FILE", correct -> correct.withBody(""));

  /** Download: the last row has one cell less than the header, if there is a row. */
  public static final Fault FILE_WITH_SHORT_ROW =
      changingFile("FILE_WITH_SHORT_ROW", CorruptedFile::withoutLastCell);

  /** Download: without the column {@code video_id}. */
  public static final Fault FILE_WITHOUT_COLUMN =
      changingFile("FILE_WITHOUT_COLUMN", CorruptedFile::withoutColumn);

  /** Download: the last column has the name and cells of the first. */
  public static final Fault FILE_WITH_COLUMN_TWICE =
      changingFile("FILE_WITH_COLUMN_TWICE", CorruptedFile::withColumnTwice);

  /** Download: the date of the last row is that of another day. */
  public static final Fault FILE_WITH_OTHER_DATE =
      changingFile("FILE_WITH_OTHER_DATE", CorruptedFile::withOtherDate);

  /** Download: the first row twice. */
  public static final Fault FILE_WITH_ROW_TWICE =
      changingFile("FILE_WITH_ROW_TWICE", CorruptedFile::withRowTwice);

  /** Download: the last cell of the last row is {@code many}. */
  public static final Fault FILE_WITHOUT_NUMBER =
      changingFile("FILE_WITHOUT_NUMBER", CorruptedFile::withoutNumber);

  /** Download: the correct file with a byte order mark, quotes around all cells, and CR LF. */
  public static final Fault FILE_WITH_QUOTES =
      changingFile("FILE_WITH_QUOTES", CorruptedFile::withQuotes);

  /** Token endpoint: HTTP 503 {@code internal_failure}. */
  public static final Fault TOKEN_UNAVAILABLE =
      ofToken("TOKEN_UNAVAILABLE", () -> TokenError.of(503, "internal_failure", "Backend error"));

  /** Token endpoint: HTTP 400 {@code invalid_grant}. */
  public static final Fault TOKEN_INVALID_GRANT =
      ofToken("TOKEN_INVALID_GRANT", TokenError::revoked);

  /** Token endpoint: HTTP 401 {@code invalid_client}. */
  public static final Fault TOKEN_INVALID_CLIENT =
      ofToken("TOKEN_INVALID_CLIENT", TokenError::unknownClient);

  /** Token endpoint: HTTP 502 with an HTML page. */
  public static final Fault TOKEN_HTML = ofToken("TOKEN_HTML", () -> Pages.serverError(502));

  private final String name;
  private final Call.Kind kind;
  private final BiFunction<Call.Kind, HttpReply, HttpReply> change;
  private final boolean needsResponse;
  private final boolean invalidatesToken;

  private Fault(
      String name,
      Call.Kind kind,
      BiFunction<Call.Kind, HttpReply, HttpReply> change,
      boolean needsResponse,
      boolean invalidatesToken) {
    this.name = name;
    this.kind = kind;
    this.change = change;
    this.needsResponse = needsResponse;
    this.invalidatesToken = invalidatesToken;
  }

  /**
   * Returns a known error response of Google's services by its id, for example {@code
   * query-not-supported}, {@code quota-429-daily} or {@code oauth-deleted-client}. {@link #ids}
   * lists all ids.
   *
   * @throws IllegalArgumentException if the id is unknown
   */
  public static Fault byId(String id) {
    Fault fault = FaultCatalogue.all().get(id);
    if (fault == null) {
      throw new IllegalArgumentException("unknown fault id: " + id + "; known are " + ids());
    }
    return fault;
  }

  /** Returns the ids of all known error responses. */
  public static List<String> ids() {
    return List.copyOf(FaultCatalogue.all().keySet());
  }

  /**
   * Returns an error response of the token endpoint with an OAuth error code, such as {@code
   * admin_policy_enforced}.
   */
  public static Fault tokenError(int status, String error) {
    return ofToken("TOKEN_" + error, () -> TokenError.of(status, error, "Refused."));
  }

  /** Returns HTTP 503 with {@code Retry-After} in whole seconds. */
  public static Fault serviceUnavailable(Duration retryAfter) {
    return SERVICE_UNAVAILABLE.retryAfter(retryAfter);
  }

  /** Returns an HTML page with this status, as an HTTP proxy or Google's front end answers. */
  public static Fault page(int status) {
    return of("PAGE_" + status, () -> Pages.serverError(status));
  }

  /**
   * Returns HTTP 403 with this reason in its ErrorInfo, such as {@code CONSUMER_SUSPENDED}: Google
   * refuses every request of the OAuth client's project.
   */
  public static Fault projectRefused(String reason) {
    return of(reason, () -> ApiError.projectRefused(reason));
  }

  /** Returns this fault with the header {@code Retry-After} in whole seconds. */
  public Fault retryAfter(Duration wait) {
    String seconds = Long.toString(wait.toSeconds());
    return new Fault(
        name,
        kind,
        (requested, correct) -> change.apply(requested, correct).withHeader("Retry-After", seconds),
        needsResponse,
        invalidatesToken);
  }

  /** Returns this response instead of the correct one, whatever it contains. */
  public static Fault response(Call.Kind kind, int status, String contentType, String body) {
    return of(
        "RESPONSE",
        kind,
        () -> HttpReply.json(status, body).withHeader("Content-Type", contentType));
  }

  /** Returns the correct response after a delay. */
  public static Fault delay(Duration delay) {
    return changing("DELAY", correct -> correct.later(delay));
  }

  @Override
  public String toString() {
    return name;
  }

  /** The service that this fault applies to by default. */
  Call.Kind kind() {
    return kind;
  }

  /** Whether this fault invalidates the access token of the request. */
  boolean invalidatesToken() {
    return invalidatesToken;
  }

  HttpReply around(Call.Kind requested, Supplier<HttpReply> correct) {
    return change.apply(requested, needsResponse ? correct.get() : HttpReply.json(200, ""));
  }

  private static HttpReply serviceUnavailable() {
    return ApiError.of(
        503, "The service is currently unavailable.", "global", "backendError", "UNAVAILABLE");
  }

  /** A fault that replaces the response. */
  static Fault of(String name, Call.Kind kind, Supplier<HttpReply> instead) {
    return new Fault(name, kind, (requested, correct) -> instead.get(), false, false);
  }

  private static Fault of(String name, Supplier<HttpReply> instead) {
    return of(name, Call.Kind.REPORT, instead);
  }

  /** A fault whose response names the API. */
  private static Fault byService(String name, Function<String, HttpReply> instead) {
    return new Fault(
        name,
        Call.Kind.REPORT,
        (requested, correct) -> instead.apply(Quotas.service(requested)),
        false,
        false);
  }

  private static Fault limited(String name, Limit limit) {
    return byService(name, limit::refusal);
  }

  private static Fault ofToken(String name, Supplier<HttpReply> instead) {
    return of(name, Call.Kind.TOKEN, instead);
  }

  private static Fault changingFile(String name, UnaryOperator<HttpReply> change) {
    return new Fault(
        name, Call.Kind.MEDIA, (requested, correct) -> change.apply(correct), true, false);
  }

  private static Fault changing(String name, UnaryOperator<HttpReply> change) {
    return new Fault(
        name, Call.Kind.REPORT, (requested, correct) -> change.apply(correct), true, false);
  }
}
