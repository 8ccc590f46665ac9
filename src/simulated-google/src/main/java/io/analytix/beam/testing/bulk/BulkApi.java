// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Json;
import io.analytix.beam.testing.server.PageOf;
import io.analytix.beam.testing.server.Parameters;
import io.analytix.beam.testing.server.Quotas;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the methods of the YouTube Reporting API have in common: parameters, owner, pages, errors.
 */
final class BulkApi {
  private static final Set<String> SCOPES =
      Set.of(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.MONETARY_SCOPE);
  private static final String METHOD = "google.youtube.reporting.v1.ReportingService";

  private BulkApi() {}

  /** Returns the parameters of a request, which may have an owner besides {@code known}. */
  static Map<String, String> parameters(HttpCall incoming, Consent bearer, String... known)
      throws ErrorResponse {
    bearer.check(SCOPES, Quotas.REPORTING, METHOD, SimulatedChannel.ANALYTICS_SCOPE);
    Set<String> accepted = new HashSet<>(List.of(known));
    accepted.add("onBehalfOfContentOwner");
    return Parameters.of(incoming, accepted);
  }

  /** Returns the channel of the consent, or the content owner that the request names. */
  static String owner(Map<String, String> given, Consent bearer) throws ErrorResponse {
    String contentOwner = given.get("onBehalfOfContentOwner");
    if (contentOwner == null) {
      // Without its name a content owner's manager is an account without jobs.
      SimulatedChannel channel = bearer.account().channel();
      return channel == null ? "" : channel.id();
    }
    if (!bearer.account().manages(contentOwner)) {
      throw forbidden();
    }
    return contentOwner;
  }

  /** Refuses a request for a monetary report type unless the monetary scope was granted. */
  static void checkScope(BulkReportType type, Consent bearer) throws ErrorResponse {
    if (type.monetary()) {
      bearer.check(
          Set.of(SimulatedChannel.MONETARY_SCOPE),
          Quotas.REPORTING,
          METHOD,
          SimulatedChannel.MONETARY_SCOPE);
    }
  }

  /** Returns a page. Lists without items have no field {@code name}. */
  static <T> HttpReply page(
      String name,
      List<T> all,
      Map<String, String> given,
      int maxSize,
      Function<T, ObjectNode> toJson)
      throws ErrorResponse {
    int size = Math.min(maxSize, size(given.getOrDefault("pageSize", "0"), maxSize));
    PageOf<T> page =
        PageOf.of(all, size, given.get("pageToken"), () -> invalid("Invalid page token."));
    ObjectNode list = Json.object();
    if (!page.items().isEmpty()) {
      ArrayNode items = list.putArray(name);
      page.items().forEach(item -> items.add(toJson.apply(item)));
    }
    page.next().ifPresent(token -> list.put("nextPageToken", token));
    return HttpReply.json(list);
  }

  private static int size(String text, int usual) throws ErrorResponse {
    if (!text.matches("[0-9]{1,9}")) {
      throw invalid("Invalid value at 'page_size' (TYPE_INT32), \"" + text + "\"");
    }
    int size = Integer.parseInt(text);
    return size == 0 ? usual : size;
  }

  static ErrorResponse invalid(String message) {
    return new ErrorResponse(ApiError.ofStatus(400, message, "INVALID_ARGUMENT"));
  }

  static ErrorResponse notFound() {
    return new ErrorResponse(
        ApiError.ofStatus(404, "Requested entity was not found.", "NOT_FOUND"));
  }

  static ErrorResponse alreadyExists() {
    return new ErrorResponse(
        ApiError.ofStatus(409, "Requested entity already exists", "ALREADY_EXISTS"));
  }

  static ErrorResponse forbidden() {
    return new ErrorResponse(
        ApiError.ofStatus(403, "The caller does not have permission", "PERMISSION_DENIED"));
  }
}
