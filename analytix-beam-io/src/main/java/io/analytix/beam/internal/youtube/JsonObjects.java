// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.internal.response.InvalidResponseException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the JSON objects that responses of the API are. */
final class JsonObjects {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonObjects() {}

  /**
   * Reads a response.
   *
   * @param method the API's method, for messages
   * @param expected what its response is, such as {@code a list}
   * @throws InvalidResponseException if it is not an object, or contains errors
   */
  static JsonNode read(byte[] body, String method, String expected)
      throws InvalidResponseException {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (IOException e) {
      throw new InvalidResponseException("the response of " + method + " is not complete JSON");
    }
    if (root == null || !root.isObject() || root.has("error") || root.has("errors")) {
      throw new InvalidResponseException("the response of " + method + " is not " + expected);
    }
    return root;
  }

  /** The token of the page after this list; null if it is the last one. */
  static @Nullable String nextPage(JsonNode list) {
    String next = list.path("nextPageToken").asText("");
    return next.isEmpty() ? null : next;
  }
}
