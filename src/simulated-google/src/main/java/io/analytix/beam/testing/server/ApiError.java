// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The error responses of Google's APIs, verbatim if observed. */
public final class ApiError {
  private static final String NOT_SUPPORTED =
      "The query is not supported. Check the documentation at"
          + " https://developers.google.com/youtube/analytics/v2/available_reports"
          + " for a list of supported queries.";
  private static final String BAD_TOKEN =
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie"
          + " or other valid authentication credential. See"
          + " https://developers.google.com/identity/sign-in/web/devconsole-project.";
  private static final String PROJECT = "123456789012";
  private static final Map<String, String> TITLES =
      Map.of(
          Quotas.ANALYTICS, "YouTube Analytics API",
          Quotas.DATA, "YouTube Data API v3",
          Quotas.REPORTING, "YouTube Reporting API");

  private ApiError() {}

  public static HttpReply notSupported() {
    return badRequest(NOT_SUPPORTED);
  }

  public static HttpReply badRequest(String message) {
    return of(400, message, "global", "badRequest");
  }

  static HttpReply invalid(String message) {
    return of(400, message, "global", "invalid");
  }

  public static HttpReply unknownIdentifier(String name, String parameter) {
    return invalid(
        "Unknown identifier (" + name + ") given in field parameters." + parameter + ".");
  }

  public static HttpReply sortNotSelected(String field) {
    return badRequest(
        field
            + " is defined as sort order using field parameters.sorts, but "
            + field
            + " is not selected in 'metrics' or 'dimensions' parameters.");
  }

  public static HttpReply misaligned(String date, String parameter) {
    return badRequest(
        "Date range ("
            + date
            + ") in field parameters."
            + parameter
            + " does not align to chosen date dimension.");
  }

  public static HttpReply unparsable(String text, String field) {
    return badRequest("Could not parse content (" + text + ") of field " + field + ".");
  }

  public static HttpReply invalidValue(String value, String parameter) {
    return invalid("Invalid value (" + value + ") given in field parameters." + parameter + ".");
  }

  public static HttpReply unknownParameter(String name) {
    return invalid(
        "Invalid JSON payload received. Unknown name \""
            + name
            + "\": Cannot bind query parameter. Field '"
            + name
            + "' could not be found in request message.");
  }

  /** A refusal of the parameter {@code fields} of a partial response. */
  public static HttpReply invalidFields(String selection) {
    String message = "Invalid field selection " + selection;
    ObjectNode root = body(400, message, message, "global", "invalidParameter");
    firstError(root).put("location", "fields").put("locationType", "parameter");
    return HttpReply.json(400, Json.text(root));
  }

  public static HttpReply required(String parameter) {
    ObjectNode root = body(400, "Required", "Required", "global", "required");
    firstError(root).put("locationType", "parameter").put("location", "parameters." + parameter);
    return HttpReply.json(400, Json.text(root));
  }

  public static HttpReply badToken() {
    ObjectNode root = body(401, BAD_TOKEN, "Invalid Credentials", "global", "authError");
    firstError(root).put("location", "Authorization").put("locationType", "header");
    error(root).put("status", "UNAUTHENTICATED");
    return HttpReply.json(401, Json.text(root))
        .withHeader(
            "WWW-Authenticate",
            "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"");
  }

  /** A 401 for a known account that cannot be used. */
  public static HttpReply unauthorised(String message, String reason) {
    ObjectNode root = body(401, message, message, "global", reason);
    firstError(root).put("location", "Authorization").put("locationType", "header");
    return HttpReply.json(401, Json.text(root));
  }

  public static HttpReply forbidden() {
    return of(403, "Forbidden", "global", "forbidden");
  }

  public static HttpReply notFound() {
    return of(404, "Not Found", "global", "notFound");
  }

  public static HttpReply insufficientScope(String service, String method, String scopes) {
    ObjectNode root =
        body(
            403,
            "Request had insufficient authentication scopes.",
            "Insufficient Permission",
            "global",
            "insufficientPermissions");
    error(root).put("status", "PERMISSION_DENIED");
    errorInfo(root, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
        .put("service", service)
        .put("method", method);
    return HttpReply.json(403, Json.text(root))
        .withHeader(
            "WWW-Authenticate",
            "Bearer realm=\"https://accounts.google.com/\", error=\"insufficient_scope\", scope=\""
                + scopes
                + "\"");
  }

  public static HttpReply apiNotEnabled(String service) {
    String message =
        TITLES.getOrDefault(service, service)
            + " has not been used in project "
            + PROJECT
            + " before or it is disabled. Enable it by visiting"
            + " https://console.developers.google.com/apis/api/"
            + service
            + "/overview?project="
            + PROJECT
            + " then retry. If you enabled this API recently, wait a few minutes for the action to"
            + " propagate to our systems and retry.";
    ObjectNode root = body(403, message, message, "usageLimits", "accessNotConfigured");
    firstError(root).put("extendedHelp", "https://console.developers.google.com");
    error(root).put("status", "PERMISSION_DENIED");
    errorInfo(root, "SERVICE_DISABLED")
        .put("service", service)
        .put("consumer", "projects/" + PROJECT);
    return HttpReply.json(403, Json.text(root));
  }

  /** A refusal of the client's project, with this reason. */
  public static HttpReply projectRefused(String reason) {
    String message = "Permission denied on resource project " + PROJECT + ".";
    ObjectNode root = body(403, message, message, "global", "forbidden");
    error(root).put("status", "PERMISSION_DENIED");
    errorInfo(root, reason)
        .put("service", "youtubeanalytics.googleapis.com")
        .put("consumer", "projects/" + PROJECT);
    return HttpReply.json(403, Json.text(root));
  }

  /** A refusal for a limit of a quota metric such as {@code Queries}. */
  public static HttpReply quota(String service, String metricTitle, String metric, Limit limit) {
    String message =
        ("Quota exceeded for quota metric '%s' and limit '%s' of service '%s'"
                + " for consumer 'project_number:%s'.")
            .formatted(metricTitle, limit.title(), service, PROJECT);
    ObjectNode root = body(429, message, message, "global", "rateLimitExceeded");
    error(root).put("status", "RESOURCE_EXHAUSTED");
    errorInfo(root, "RATE_LIMIT_EXCEEDED")
        .put("service", service)
        .put("consumer", "projects/" + PROJECT)
        .put("quota_location", "global")
        .put("quota_metric", metric)
        .put("quota_limit", limit.name())
        .put("quota_limit_value", Integer.toString(limit.value()))
        .put("quota_unit", limit.unit())
        .put("window_start_time", "1790319600");
    return HttpReply.json(429, Json.text(root));
  }

  public static HttpReply of(int status, String message, String domain, String reason) {
    return HttpReply.json(status, Json.text(body(status, message, message, domain, reason)));
  }

  /** An error response of the newer front end, which also has the field {@code status}. */
  public static HttpReply of(
      int code, String message, String domain, String reason, String status) {
    ObjectNode root = body(code, message, message, domain, reason);
    error(root).put("status", status);
    return HttpReply.json(code, Json.text(root));
  }

  /** An error response of the newer front end without reasons. */
  public static HttpReply ofStatus(int code, String message, String status) {
    ObjectNode root = Json.object();
    root.putObject("error").put("code", code).put("message", message).put("status", status);
    return HttpReply.json(code, Json.text(root));
  }

  private static ObjectNode body(
      int status, String message, String inner, String domain, String reason) {
    ObjectNode root = Json.object();
    ObjectNode error = root.putObject("error").put("code", status).put("message", message);
    error
        .putArray("errors")
        .addObject()
        .put("message", inner)
        .put("domain", domain)
        .put("reason", reason);
    return root;
  }

  private static ObjectNode errorInfo(ObjectNode root, String reason) {
    ArrayNode details = error(root).putArray("details");
    ObjectNode info =
        details
            .addObject()
            .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
            .put("reason", reason)
            .put("domain", "googleapis.com");
    return info.putObject("metadata");
  }

  private static ObjectNode error(ObjectNode root) {
    return (ObjectNode) root.get("error");
  }

  private static ObjectNode firstError(ObjectNode root) {
    return (ObjectNode) root.get("error").get("errors").get(0);
  }
}
