// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.channel.TrustedEndpoint;
import io.analytix.beam.internal.response.InvalidResponseException;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Calls the YouTube Reporting API v1. */
public final class HttpReportingClient implements ReportingClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int HTTPS = 443;

  private final URI root;
  private final ApiHttpClient http;

  /** Creates a client with the response timeout of {@code retries}. */
  public HttpReportingClient(Endpoints endpoints, HttpClient http, RetryPolicy retries) {
    this.root = endpoints.reportingApiRoot();
    this.http = new ApiHttpClient(http, retries.answerWithin());
  }

  @Override
  public CompletableFuture<ReportingPage<BulkTypeResource>> reportTypes(
      @Nullable String contentOwner,
      boolean systemManaged,
      @Nullable String page,
      AccessToken token) {
    return http.get(
        uri("reportTypes", ofList(contentOwner, systemManaged, page)),
        token,
        false,
        body -> page(body, "reportTypes", HttpReportingClient::type));
  }

  @Override
  public CompletableFuture<ReportingPage<BulkJob>> jobs(
      @Nullable String contentOwner,
      boolean systemManaged,
      @Nullable String page,
      AccessToken token) {
    return http.get(
        uri("jobs", ofList(contentOwner, systemManaged, page)),
        token,
        false,
        body -> page(body, "jobs", HttpReportingClient::job));
  }

  @Override
  public CompletableFuture<BulkJob> createJob(
      String reportTypeId, @Nullable String contentOwner, AccessToken token) {
    byte[] job =
        JSON.createObjectNode()
            .put("reportTypeId", reportTypeId)
            .put("name", "analytix " + reportTypeId)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    return http.post(
        uri("jobs", ofOwner(contentOwner)),
        job,
        token,
        body -> job(JsonObjects.read(body, "jobs.create", "an object")));
  }

  @Override
  public CompletableFuture<ReportingPage<BulkReport>> reports(
      String jobId,
      @Nullable Instant createdAfter,
      boolean monetary,
      @Nullable String contentOwner,
      @Nullable String page,
      AccessToken token) {
    Map<String, String> parameters = ofOwner(contentOwner);
    if (createdAfter != null) {
      parameters.put("createdAfter", createdAfter.toString());
    }
    if (page != null) {
      parameters.put("pageToken", page);
    }
    return http.get(
        uri("jobs/" + jobId + "/reports", parameters),
        token,
        monetary,
        body -> page(body, "reports", HttpReportingClient::report));
  }

  @Override
  public CompletableFuture<BulkReport> report(
      String jobId,
      String reportId,
      boolean monetary,
      @Nullable String contentOwner,
      AccessToken token) {
    return http.get(
        uri("jobs/" + jobId + "/reports/" + reportId, ofOwner(contentOwner)),
        token,
        monetary,
        body -> report(JsonObjects.read(body, "jobs.reports.get", "an object")));
  }

  @Override
  public CompletableFuture<MediaBody> download(URI address, boolean monetary, AccessToken token) {
    return isTrusted(address)
        ? http.download(address, token, monetary)
        : CompletableFuture.failedFuture(
            new ApiException.ReportRefused(
                Failure.of(
                    Cause.BAD_RESPONSE,
                    "the address of the file is on host "
                        + address.getHost()
                        + ", which is not the API's, so no token is sent there")));
  }

  private boolean isTrusted(URI address) {
    try {
      URI checked = TrustedEndpoint.check("downloadUrl", address.toString());
      return TrustedEndpoint.isLoopback(root)
          ? TrustedEndpoint.isLoopback(checked)
          : checked.getHost().equalsIgnoreCase(root.getHost()) && port(checked) == port(root);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int port(URI address) {
    return address.getPort() < 0 ? HTTPS : address.getPort();
  }

  private static Map<String, String> ofList(
      @Nullable String contentOwner, boolean systemManaged, @Nullable String page) {
    Map<String, String> parameters = ofOwner(contentOwner);
    if (systemManaged) {
      parameters.put("includeSystemManaged", "true");
    }
    if (page != null) {
      parameters.put("pageToken", page);
    }
    return parameters;
  }

  private static Map<String, String> ofOwner(@Nullable String contentOwner) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (contentOwner != null) {
      parameters.put("onBehalfOfContentOwner", contentOwner);
    }
    return parameters;
  }

  private URI uri(String path, Map<String, String> parameters) {
    return URI.create(
        root
            + "/v1/"
            + path
            + (parameters.isEmpty() ? "" : "?" + HttpReportClient.encoded(parameters)));
  }

  private interface ItemReader<T> {
    T read(JsonNode item) throws InvalidResponseException;
  }

  /** An empty list arrives without its array. */
  private static <T> ReportingPage<T> page(byte[] body, String array, ItemReader<T> reader)
      throws InvalidResponseException {
    JsonNode root = JsonObjects.read(body, array + ".list", "an object");
    JsonNode list = root.path(array);
    if (!list.isMissingNode() && !list.isArray()) {
      throw new InvalidResponseException("the response of " + array + ".list is not a list");
    }
    List<T> items = new ArrayList<>();
    for (JsonNode item : list) {
      items.add(reader.read(item));
    }
    return new ReportingPage<>(items, JsonObjects.nextPage(root));
  }

  private static BulkTypeResource type(JsonNode item) throws InvalidResponseException {
    return new BulkTypeResource(
        text(item, "id"), instant(item, "deprecateTime"), item.path("systemManaged").asBoolean());
  }

  private static BulkJob job(JsonNode item) throws InvalidResponseException {
    return new BulkJob(
        text(item, "id"),
        text(item, "reportTypeId"),
        instant(item, "createTime"),
        instant(item, "expireTime"));
  }

  private static BulkReport report(JsonNode item) throws InvalidResponseException {
    return new BulkReport(
        text(item, "id"),
        text(item, "jobId"),
        time(item, "startTime"),
        time(item, "endTime"),
        time(item, "createTime"),
        instant(item, "jobExpireTime"),
        text(item, "downloadUrl"));
  }

  private static String text(JsonNode item, String field) throws InvalidResponseException {
    String text = item.path(field).asText("");
    if (text.isEmpty()) {
      throw new InvalidResponseException("an item of the response has no " + field);
    }
    return text;
  }

  private static Instant time(JsonNode item, String field) throws InvalidResponseException {
    Instant time = instant(item, field);
    if (time == null) {
      throw new InvalidResponseException("an item of the response has no " + field);
    }
    return time;
  }

  private static @Nullable Instant instant(JsonNode item, String field)
      throws InvalidResponseException {
    String text = item.path(field).asText("");
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new InvalidResponseException(
          "an item of the response has '" + text + "' as " + field + " instead of an instant");
    }
  }
}
