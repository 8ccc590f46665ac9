// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.youtube.ApiException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiErrorClassifierTest {
  private static final HttpHeaders NONE = headers(Map.of());

  private static HttpHeaders headers(Map<String, List<String>> headers) {
    return HttpHeaders.of(headers, (name, value) -> true);
  }

  private static String described(ApiException e) {
    String more =
        e instanceof ApiException.TooFast rate
            ? rate.ofUser() ? " of a user" : " of the project"
            : e instanceof ApiException.ChannelRefused refused && refused.whoseChannel()
                ? ", whose channel?"
                : "";
    return e.getClass().getSimpleName() + more + ": " + e.failure().cause();
  }

  private static ApiException classify(int status, String body, boolean monetary) {
    return ApiErrorClassifier.classify(status, NONE, body.getBytes(UTF_8), monetary);
  }

  @Test
  void classify_knownErrorBodies_returnTheException() throws Exception {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String id :
        List.of(
            "query-not-supported",
            "unknown-metric",
            "sort-not-selected",
            "month-misaligned",
            "date-unparsable",
            "filter-invalid",
            "required-missing",
            "too-many-filter-ids")) {
      expected.put(id, "ReportRefused: QUERY_UNSUPPORTED");
    }
    expected.put("bad-token", "TokenRejected: TOKEN_REVOKED");
    expected.put("no-linked-account", "ChannelRefused: NOT_FOUND");
    expected.put("forbidden", "ChannelRefused, whose channel?: FORBIDDEN");
    expected.put("insufficient-scope", "ChannelRefused: SCOPE_MISSING");
    expected.put("api-not-enabled", "ClientRefused: API_DISABLED");
    expected.put("quota-legacy", "DayQuotaUsed: QUOTA_DAY");
    expected.put("daily-limit-legacy", "DayQuotaUsed: QUOTA_DAY");
    expected.put("user-rate-legacy", "TooFast of a user: QUOTA_RATE");
    expected.put("rate-legacy", "TooFast of the project: QUOTA_RATE");
    expected.put("quota-429-daily", "DayQuotaUsed: QUOTA_DAY");
    expected.put("rate-429-minute-project", "TooFast of the project: QUOTA_RATE");
    expected.put("rate-429-minute-user", "TooFast of a user: QUOTA_RATE");
    expected.put("quota-429-daily-analytics", "DayQuotaUsed: QUOTA_DAY");
    expected.put("not-found", "ChannelRefused, whose channel?: NOT_FOUND");
    for (String id :
        List.of(
            "internal-permanent",
            "backend-error",
            "internal-encountered",
            "unavailable",
            "html-5xx")) {
      expected.put(id, "Unavailable: BACKEND");
    }

    Map<String, String> actual = new LinkedHashMap<>();
    Map<String, String> ofMoney = new LinkedHashMap<>();
    for (JsonNode error : errors()) {
      JsonNode body = error.path("body");
      String text = body.isTextual() ? body.asText() : body.toString();
      String id = error.path("id").asText();
      int status = error.path("httpStatus").asInt();
      ApiException e = classify(status, text, false);
      actual.put(id, described(e));
      ofMoney.put(id, described(classify(status, text, true)));
      assertWithMessage(id).that(e.failure().httpStatus()).isEqualTo(status);
      assertWithMessage(id)
          .that(e.failure().reason())
          .isEqualTo(
              body.isTextual()
                  ? null
                  : body.path("error").path("errors").path(0).path("reason").asText());
    }

    assertThat(actual).isEqualTo(expected);
    expected.put("forbidden", "ReportRefused: FORBIDDEN");
    expected.put("insufficient-scope", "ReportRefused: SCOPE_MISSING");
    expected.put("not-found", "ReportRefused: NOT_FOUND");
    assertThat(ofMoney).isEqualTo(expected);
  }

  private static JsonNode errors() throws Exception {
    try (InputStream json = ApiErrorClassifierTest.class.getResourceAsStream("errors.json")) {
      return new ObjectMapper().readTree(json);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | TokenRejected: TOKEN_REVOKED",
        "408 | Unavailable: BACKEND",
        "413 | ReportRefused: QUERY_UNSUPPORTED",
        "414 | ReportRefused: QUERY_UNSUPPORTED",
        "429 | TooFast of the project: QUOTA_RATE",
        "500 | Unavailable: BACKEND",
        "504 | Unavailable: BACKEND",
        "599 | Unavailable: BACKEND",
        "204 | Unavailable: BAD_RESPONSE",
        "302 | Unavailable: BAD_RESPONSE",
      })
  void classify_bodyWithoutReason_usesTheStatus(int status, String expected) {
    for (String body :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"error\":null}",
            "{\"error\":\"text\"}",
            "{\"error\":{\"errors\":{},\"details\":5}}",
            "{\"error\":{\"errors\":[{\"reason\":\"aNewOne\"}]}}",
            "<html><body>Error</body></html>",
            "{\"error\":{\"mess")) {
      assertWithMessage(body).that(described(classify(status, body, false))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, ReportRefused: QUERY_UNSUPPORTED",
    "403, 'ChannelRefused, whose channel?: FORBIDDEN'",
    "404, 'ChannelRefused, whose channel?: NOT_FOUND'",
    "405, ReportRefused: QUERY_UNSUPPORTED",
    "407, ReportRefused: QUERY_UNSUPPORTED",
  })
  void classify_clientError_isTheApisOnlyWithItsErrorObject(int status, String expected) {
    for (String body :
        List.of(
            "{\"error\":{}}",
            "{\"error\":{\"errors\":{},\"details\":5}}",
            "{\"error\":{\"errors\":[{\"reason\":\"aNewOne\"}]}}")) {
      assertWithMessage(body).that(described(classify(status, body, false))).isEqualTo(expected);
    }
    for (String body :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"error\":null}",
            "{\"error\":\"blocked by policy\"}",
            "Access denied",
            "<html><body>Error</body></html>",
            "{\"error\":{\"mess")) {
      ApiException e = classify(status, body, true);

      assertWithMessage(body).that(described(e)).isEqualTo("Unavailable: BAD_RESPONSE");
      assertWithMessage(body).that(e.failure().remedy()).contains("HTTP proxy");
      assertWithMessage(body)
          .that(e.failure().message())
          .isEqualTo(
              "the response with status "
                  + status
                  + " does not describe an error as the YouTube API does");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, Unavailable: BAD_RESPONSE",
    "401, Unavailable: BAD_RESPONSE",
    "403, Unavailable: BAD_RESPONSE",
    "404, Unavailable: BAD_RESPONSE",
    "407, Unavailable: BAD_RESPONSE",
    "451, Unavailable: BAD_RESPONSE",
    "429, TooFast of the project: QUOTA_RATE",
    "500, Unavailable: BACKEND",
    "502, Unavailable: BACKEND",
    "503, Unavailable: BACKEND",
    "511, Unavailable: BAD_RESPONSE",
  })
  void classify_page_isNeverBlamedOnAChannel(int status, String expected) {
    byte[] page = "<!DOCTYPE html><title>Error</title>".getBytes(UTF_8);
    for (String type : List.of("text/html", "Text/HTML; charset=UTF-8", "text/plain")) {
      HttpHeaders headers = headers(Map.of("Content-Type", List.of(type)));
      for (boolean monetary : new boolean[] {false, true}) {
        ApiException e = ApiErrorClassifier.classify(status, headers, page, monetary);

        assertThat(described(e)).isEqualTo(expected);
        if (e instanceof ApiException.Unavailable) {
          assertThat(e.failure().message())
              .matches(
                  "the response with status " + status + " has content type text/.* instead.*");
          assertThat(e.failure().remedy()).contains("HTTP proxy");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SERVICE_DISABLED, API_DISABLED, Enable the YouTube Analytics API",
    "SERVICE_NOT_VISIBLE, API_DISABLED, Enable the YouTube Analytics API",
    "BILLING_DISABLED, CLIENT_REJECTED, Enable billing",
    "CONSUMER_SUSPENDED, CLIENT_REJECTED, suspended",
    "GCP_SUSPENDED, CLIENT_REJECTED, suspended",
    "CONSUMER_INVALID, CLIENT_REJECTED, project exists",
    "RESOURCE_PROJECT_INVALID, CLIENT_REJECTED, project exists",
    "USER_PROJECT_DENIED, CLIENT_REJECTED, roles/serviceusage.serviceUsageConsumer",
  })
  void classify_refusalOfTheProject_stopsTheRunAtAnyStatus(
      String reason, String cause, String remedy) {
    String body =
        "{\"error\":{\"message\":\"Denied.\",\"errors\":[{\"reason\":\"forbidden\"}],\"details\":["
            + "{\"@type\":\"type.googleapis.com/google.rpc.Help\"},"
            + "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\""
            + reason
            + "\"}]}}";
    for (int status : List.of(400, 401, 403, 404)) {
      ApiException e = classify(status, body, true);

      assertThat(described(e)).isEqualTo("ClientRefused: " + cause);
      assertThat(e.failure().remedy()).contains(remedy);
      assertThat(e.failure().message()).isEqualTo("Denied.");
      assertThat(e.failure().remedy()).doesNotContain("owner");
    }
  }

  @Test
  void classify_rateWithoutDetails_isDayQuotaIfTheMessageContainsPerDay() {
    String day = "{\"error\":{\"message\":\"Quota exceeded for limit 'Queries per day'\"}}";
    String limit =
        "{\"error\":{\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
            + "\"metadata\":{\"quota_limit\":\"FreeQuotaRequestsPerDayPerProject\"}}]}}";

    assertThat(described(classify(429, day, false))).isEqualTo("DayQuotaUsed: QUOTA_DAY");
    assertThat(described(classify(429, limit, false))).isEqualTo("DayQuotaUsed: QUOTA_DAY");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "' 7 ', 7",
    "0, 0",
    "-3, 0",
    "30, 30",
    "31, 30",
    "9223372036854775807, 30",
    "99999999999999999999, 30",
    "soon, 0",
    "1.5, 0",
    "'Wed, 21 Oct 2026 07:28:00 GMT', 30",
    "'', 0",
  })
  void classify_retryAfter_isUsedUpToTheMaximum(String value, long seconds) {
    HttpHeaders headers = headers(Map.of("Retry-After", List.of(value)));
    byte[] none = new byte[0];

    ApiException.Unavailable unavailable =
        (ApiException.Unavailable) ApiErrorClassifier.classify(503, headers, none, false);
    ApiException.TooFast tooFast =
        (ApiException.TooFast) ApiErrorClassifier.classify(429, headers, none, true);

    assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(tooFast.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "'Wed, 21 Oct 2026 07:28:12 GMT', 12",
    "'Wed, 21 Oct 2026 07:28:00 GMT', 0",
    "'Wed, 21 Oct 2026 07:27:00 GMT', 0",
    "'Wed, 21 Oct 2026 08:28:00 GMT', 30",
  })
  void classify_retryAfterADate_isCountedFromTheResponsesDate(String value, long seconds) {
    HttpHeaders headers =
        headers(
            Map.of(
                "Retry-After", List.of(value), "Date", List.of("Wed, 21 Oct 2026 07:28:00 GMT")));

    ApiException.Unavailable unavailable =
        (ApiException.Unavailable) ApiErrorClassifier.classify(503, headers, new byte[0], false);

    assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void classify_longMessageOfManyLines_isOneShortLine() {
    String body = "{\"error\":{\"message\":\"" + "a\\n\\u0000b ".repeat(500) + "\"}}";

    String message = classify(400, body, false).failure().message();

    assertThat(message.length()).isAtMost(501);
    assertThat(message.chars().noneMatch(Character::isISOControl)).isTrue();
  }
}
