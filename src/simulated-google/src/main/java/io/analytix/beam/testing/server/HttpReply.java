// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP response and the way it is delivered.
 *
 * @param delay the delay before the response
 */
public record HttpReply(
    int status, Map<String, String> headers, String body, Delivery delivery, Duration delay) {
  /** How the response is delivered. */
  public enum Delivery {
    WHOLE,
    /** Not compressed, even if the client accepts it. */
    PLAIN,
    /** Compressed, without the header that says so. */
    UNLABELLED,
    /** Without the last 8 bytes of the body, which are the trailer of gzip. */
    SHORT,
    /** The connection is closed after half of the body. */
    CUT,
    /** The connection is reset. */
    RESET,
    /** The connection is closed before the first byte. */
    NOTHING,
    /** No response for a minute. */
    SILENCE
  }

  public static HttpReply json(JsonNode body) {
    return json(200, Json.text(body));
  }

  public static HttpReply json(int status, String body) {
    return of(status, "application/json; charset=UTF-8", body);
  }

  /** The client has the current version of a resource. */
  public static HttpReply notModified(String etag) {
    return new HttpReply(304, Map.of("ETag", '"' + etag + '"'), "", Delivery.WHOLE, Duration.ZERO);
  }

  public static HttpReply html(int status, String body) {
    return of(status, "text/html; charset=UTF-8", body);
  }

  public static HttpReply csv(String body) {
    return of(200, "text/csv; charset=UTF-8", body);
  }

  public static HttpReply redirect(String location) {
    return new HttpReply(302, Map.of("Location", location), "", Delivery.WHOLE, Duration.ZERO);
  }

  private static HttpReply of(int status, String contentType, String body) {
    return new HttpReply(
        status, Map.of("Content-Type", contentType), body, Delivery.WHOLE, Duration.ZERO);
  }

  public HttpReply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpReply(status, more, body, delivery, delay);
  }

  public HttpReply withBody(String other) {
    return new HttpReply(status, headers, other, delivery, delay);
  }

  public HttpReply delivered(Delivery other) {
    return new HttpReply(status, headers, body, other, delay);
  }

  public HttpReply later(Duration more) {
    return new HttpReply(status, headers, body, delivery, delay.plus(more));
  }

  /** Returns the status that a client receives, 0 for none. */
  int visibleStatus() {
    return switch (delivery) {
      case WHOLE, PLAIN, UNLABELLED, SHORT, CUT -> status;
      case RESET, NOTHING, SILENCE -> 0;
    };
  }
}
