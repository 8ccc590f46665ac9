// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Parameters;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list method of the YouTube Data API: its parameters and errors.
 *
 * @param method the method's name in error messages
 * @param parts the parts of a resource that can be requested
 * @param filters the filter parameters, of which a request must have exactly one
 * @param schema the fields that can be selected
 */
record DataApi(String method, Set<String> parts, List<String> filters, FieldMask schema) {
  private static final Set<String> ACCEPTED_SCOPES =
      Set.of(
          SimulatedChannel.YOUTUBE_SCOPE,
          SimulatedChannel.MANAGE_SCOPE,
          SimulatedChannel.PARTNER_SCOPE);
  private static final int MAX_IDS = 50;
  private static final int DEFAULT_RESULTS = 5;
  private static final int MAX_RESULTS = 50;

  /** Returns the parameters of a valid request. */
  Map<String, String> check(HttpCall incoming, Consent bearer) throws ErrorResponse {
    bearer.check(ACCEPTED_SCOPES, "youtube.googleapis.com", method, SimulatedChannel.YOUTUBE_SCOPE);
    Set<String> known = new HashSet<>(filters);
    known.addAll(Set.of("part", "maxResults", "pageToken", "onBehalfOfContentOwner"));
    Map<String, String> given = Parameters.of(incoming, known);
    Parameters.required(given, "part");
    for (String part : parts(given)) {
      if (!parts.contains(part)) {
        throw refused("'" + part + "'", "youtube.part", "unknownPart");
      }
    }
    mask(given).check(schema);
    List<String> filtered = filters.stream().filter(given::containsKey).toList();
    if (filtered.isEmpty()) {
      throw wrong(
          "No filter selected. Expected one of: " + String.join(", ", filters),
          "missingRequiredParameter");
    }
    if (filtered.size() > 1) {
      throw wrong(
          "Incompatible parameters specified in the request: " + String.join(", ", filtered),
          "incompatibleParameters");
    }
    return given;
  }

  /** Returns the channels of the account that asks. */
  static Set<String> viewer(Consent bearer) {
    return Set.copyOf(bearer.account().channelIds());
  }

  /** Returns the requested ids, at most 50. */
  static List<String> ids(Map<String, String> given) throws ErrorResponse {
    List<String> ids = List.of(given.getOrDefault("id", "").split(","));
    if (ids.size() > MAX_IDS) {
      throw wrong("The request specifies an invalid filter parameter.", "invalidFilters");
    }
    return ids;
  }

  static int maxResults(Map<String, String> given) throws ErrorResponse {
    String text = given.getOrDefault("maxResults", Integer.toString(DEFAULT_RESULTS));
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > MAX_RESULTS) {
      throw wrong(
          "Invalid value '" + text + "'. Values must be within the range: [0, 50]",
          "invalidParameter");
    }
    return Integer.parseInt(text);
  }

  static ErrorResponse invalidPageToken() {
    return wrong("The request specifies an invalid page token.", "invalidPageToken");
  }

  /** Returns the selected fields of a list, or 304 if the client has it already. */
  static HttpReply reply(HttpCall incoming, Map<String, String> given, ListResponse list)
      throws ErrorResponse {
    ObjectNode json = list.json(parts(given));
    String etag = json.get("etag").asText();
    return incoming.matches(etag)
        ? HttpReply.notModified(etag)
        : HttpReply.json(mask(given).apply(json)).withHeader("ETag", '"' + etag + '"');
  }

  private static Set<String> parts(Map<String, String> given) {
    return new HashSet<>(List.of(given.getOrDefault("part", "").split(",")));
  }

  private static FieldMask mask(Map<String, String> given) throws ErrorResponse {
    @Nullable String fields = given.get("fields");
    return FieldMask.parse(fields == null ? "*" : fields);
  }

  private static ErrorResponse wrong(String message, String reason) {
    return refused(message, "youtube.parameter", reason);
  }

  private static ErrorResponse refused(String message, String domain, String reason) {
    return new ErrorResponse(ApiError.of(400, message, domain, reason));
  }
}
