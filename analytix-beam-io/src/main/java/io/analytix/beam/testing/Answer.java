// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back over the wire.
 *
 * @param delay how long the answer is held back
 */
record Answer(
    int status, Map<String, String> headers, String body, Delivery delivery, Duration delay) {
  /** How much of an answer arrives. */
  enum Delivery {
    WHOLE,
    /** The headers promise all of the body; half of it comes. */
    CUT,
    /** The connection is reset. */
    RESET,
    /** The connection is closed before the first byte. */
    NOTHING,
    /** Nothing happens for longer than anybody waits. */
    SILENCE
  }

  static Answer json(JsonNode body) {
    return json(200, Json.text(body));
  }

  static Answer json(int status, String body) {
    return of(status, "application/json; charset=UTF-8", body);
  }

  static Answer html(int status, String body) {
    return of(status, "text/html; charset=UTF-8", body);
  }

  static Answer redirect(String location) {
    return new Answer(302, Map.of("Location", location), "", Delivery.WHOLE, Duration.ZERO);
  }

  private static Answer of(int status, String contentType, String body) {
    return new Answer(
        status, Map.of("Content-Type", contentType), body, Delivery.WHOLE, Duration.ZERO);
  }

  Answer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body, delivery, delay);
  }

  Answer withBody(String other) {
    return new Answer(status, headers, other, delivery, delay);
  }

  Answer delivered(Delivery other) {
    return new Answer(status, headers, body, other, delay);
  }

  Answer later(Duration more) {
    return new Answer(status, headers, body, delivery, delay.plus(more));
  }

  /** The status that a client sees, 0 for none. */
  int visibleStatus() {
    return switch (delivery) {
      case WHOLE, CUT -> status;
      case RESET, NOTHING, SILENCE -> 0;
    };
  }
}
