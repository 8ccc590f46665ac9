// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.oauth.TokenError;
import io.analytix.beam.testing.reports.ReportEndpoint;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Limit;
import io.analytix.beam.testing.server.Quotas;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All known error responses of Google's services, by a short id. */
final class FaultCatalogue {
  private static final String NO_LINKED_ACCOUNT = "youtubeSignupRequired";

  private final Map<String, Fault> faults = new LinkedHashMap<>();

  private FaultCatalogue() {
    addWrongQueries();
    addRefusals();
    addLimits();
    addTroubles();
    addOfTokens();
  }

  /** Returns the faults grouped by cause: query, permission, limit, server, token endpoint. */
  static Map<String, Fault> all() {
    return new FaultCatalogue().faults;
  }

  private void addWrongQueries() {
    add("query-not-supported", ApiError::notSupported);
    add("unknown-metric", () -> ApiError.unknownIdentifier("uniques", "metrics"));
    add("sort-not-selected", () -> ApiError.sortNotSelected("-views"));
    add("month-misaligned", () -> ApiError.misaligned("2026-08-18", "start-date"));
    add("date-unparsable", () -> ApiError.unparsable("07-06-2026", "startDate"));
    add("filter-invalid", () -> ApiError.invalidValue("x==y", "filters"));
    add("required-missing", () -> ApiError.required("metrics"));
    add("too-many-filter-ids", ApiError::notSupported);
    // Documented only. The response is a guess: that of any unsupported query.
    add("traffic-product-limit", ApiError::notSupported);
  }

  private void addRefusals() {
    faults.put("bad-token", Fault.BAD_TOKEN);
    add("no-linked-account", () -> ApiError.unauthorised("Unauthorized", NO_LINKED_ACCOUNT));
    faults.put("forbidden", Fault.FORBIDDEN);
    add("insufficient-scope", ReportEndpoint::insufficientScope);
    faults.put("api-not-enabled", Fault.API_NOT_ENABLED);
    faults.put("not-found", Fault.NOT_FOUND);
  }

  private void addLimits() {
    faults.put("quota-legacy", Fault.LEGACY_QUOTA);
    faults.put("daily-limit-legacy", Fault.LEGACY_DAILY_LIMIT);
    faults.put("user-rate-legacy", Fault.LEGACY_USER_RATE_LIMIT);
    faults.put("rate-legacy", Fault.LEGACY_RATE_LIMIT);
    add(
        "quota-429-daily",
        () ->
            ApiError.quota(
                Quotas.DATA,
                "Search Queries",
                "youtube.googleapis.com/search_list",
                new Limit(
                    "Search Queries per day",
                    "defaultSearchListPerDayPerProject",
                    "1/d/{project}",
                    100)));
    faults.put("rate-429-minute-project", Fault.MINUTE_QUOTA);
    faults.put("rate-429-minute-user", Fault.USER_QUOTA);
    faults.put("quota-429-daily-analytics", Fault.DAY_QUOTA);
  }

  private void addTroubles() {
    faults.put("internal-permanent", Fault.INTERNAL_ERROR);
    faults.put("backend-error", Fault.BACKEND_ERROR);
    add(
        "internal-encountered",
        () ->
            ApiError.of(500, "Internal error encountered.", "global", "backendError", "INTERNAL"));
    faults.put("unavailable", Fault.SERVICE_UNAVAILABLE);
    faults.put("html-5xx", Fault.BAD_GATEWAY);
    faults.put("errors-inside-200", Fault.ERRORS_INSIDE_200);
  }

  private void addOfTokens() {
    faults.put("oauth-invalid-grant", Fault.TOKEN_INVALID_GRANT);
    faults.put("oauth-invalid-client", Fault.TOKEN_INVALID_CLIENT);
    Call.Kind token = Call.Kind.TOKEN;
    add(
        token,
        "oauth-secret-missing",
        () -> TokenError.invalidRequest("client_secret is missing."));
    add(token, "oauth-unauthorized-client", 401, "unauthorized_client", "Unauthorized");
    add(token, "oauth-deleted-client", 401, "deleted_client", "The OAuth client was deleted.");
    add(token, "oauth-invalid-scope", 400, "invalid_scope", "Some requested scopes were invalid.");
    faults.put("oauth-5xx", Fault.TOKEN_UNAVAILABLE);
    add(Call.Kind.TOKEN_INFO, "tokeninfo-invalid", TokenError::invalidValue);
    add(Call.Kind.TOKEN_INFO, "tokeninfo-v1-invalid", TokenError::invalidToken);
  }

  private void add(Call.Kind kind, String id, int status, String error, String description) {
    add(kind, id, () -> TokenError.of(status, error, description));
  }

  private void add(String id, Supplier<HttpReply> reply) {
    add(Call.Kind.REPORT, id, reply);
  }

  private void add(Call.Kind kind, String id, Supplier<HttpReply> reply) {
    faults.put(id, Fault.of(id, kind, reply));
  }
}
