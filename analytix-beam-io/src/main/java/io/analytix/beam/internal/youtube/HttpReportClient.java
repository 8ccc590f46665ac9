// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.response.ExpectedResponse;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.response.ReportResponseParser;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Sends {@code GET /v2/reports} to the YouTube Analytics API, with {@link ReportQueryParameters}.
 */
public final class HttpReportClient implements ReportClient {
  private final URI apiRoot;
  private final ApiHttpClient http;

  /** Creates a client of the API at {@code endpoints} with the default timeout. */
  public HttpReportClient(Endpoints endpoints, HttpClient http) {
    this(endpoints, http, RetryPolicy.DEFAULT);
  }

  /** Creates a client with the response timeout of {@code retries}. */
  public HttpReportClient(Endpoints endpoints, HttpClient http, RetryPolicy retries) {
    this.apiRoot = endpoints.apiRoot();
    this.http = new ApiHttpClient(http, retries.answerWithin());
  }

  @Override
  public CompletableFuture<ReportResponse> fetch(
      ReportRequest request, ChannelIdentity channel, AccessToken token) {
    ReportResponseParser reader = new ReportResponseParser(ExpectedResponse.of(request));
    return http.get(uri(request, channel), token, request.report().monetary(), reader::read);
  }

  /**
   * Completes with the complete response to a query of any kind, or with an {@link ApiException}.
   */
  public CompletableFuture<QueryResponse> fetch(QueryRequest request, AccessToken token) {
    ReportResponseParser reader = new ReportResponseParser(request.shape());
    return http.get(
        uri(request.parameters()),
        token,
        request.monetary(),
        body -> {
          ReportResponse table = reader.read(body);
          return new QueryResponse(
              reader.columns(), table.lines().stream().map(ReportResponse.Line::cells).toList());
        });
  }

  /** Returns the address of {@code request}. */
  URI uri(ReportRequest request, ChannelIdentity channel) {
    return uri(ReportQueryParameters.of(request, channel));
  }

  private URI uri(Map<String, String> parameters) {
    return URI.create(apiRoot + "/v2/reports?" + encoded(parameters));
  }

  /** Encodes the query part of an address. */
  static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
