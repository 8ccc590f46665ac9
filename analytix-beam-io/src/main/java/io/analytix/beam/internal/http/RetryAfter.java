// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header {@code Retry-After} of a response: seconds or an HTTP date (RFC 9110, 10.2.3). */
public final class RetryAfter {
  /** Longer delays are cut to this, because they would delay a checkpoint. */
  private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(30);

  private static final Pattern SECONDS = Pattern.compile("\\d+");

  private RetryAfter() {}

  /** Returns the requested delay: zero if there is none, at most 30 seconds. */
  public static Duration retryAfter(HttpHeaders headers) {
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
    Optional<Instant> sentAt = headers.firstValue("Date").flatMap(RetryAfter::instant);
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
