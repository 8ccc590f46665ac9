// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.refresh.AccessToken;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Asks {@code GET /v2/reports} of the YouTube Analytics API, with {@link ReportParameters}. */
public final class HttpReportClient implements ReportClient {
  private final URI apiRoot;
  private final GoogleHttp http;

  /** A client of the API at {@code endpoints} that waits for answers as usual. */
  public HttpReportClient(Endpoints endpoints, HttpClient http) {
    this(endpoints, http, RetryPolicy.DEFAULT);
  }

  /** A client that waits for an answer as long as {@code retries} says. */
  public HttpReportClient(Endpoints endpoints, HttpClient http, RetryPolicy retries) {
    this.apiRoot = endpoints.apiRoot();
    this.http = new GoogleHttp(http, retries.answerWithin());
  }

  @Override
  public CompletableFuture<ReportTable> fetch(
      ReportRequest request, ChannelIdentity channel, AccessToken token) {
    AnswerReader reader = new AnswerReader(AnswerShape.of(request));
    return http.get(uri(request, channel), token, request.report().monetary(), reader::read);
  }

  /** Completes with the whole answer to a query of any kind, or with a {@link FetchException}. */
  public CompletableFuture<QueryAnswer> fetch(QueryRequest request, AccessToken token) {
    AnswerReader reader = new AnswerReader(request.shape());
    return http.get(
        uri(request.parameters()),
        token,
        request.monetary(),
        body -> {
          ReportTable table = reader.read(body);
          return new QueryAnswer(
              reader.columns(), table.lines().stream().map(ReportTable.Line::cells).toList());
        });
  }

  /** The address that asks for {@code request}. */
  URI uri(ReportRequest request, ChannelIdentity channel) {
    return uri(ReportParameters.of(request, channel));
  }

  private URI uri(Map<String, String> parameters) {
    return URI.create(apiRoot + "/v2/reports?" + encoded(parameters));
  }

  /** The query part of an address. */
  static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
