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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Asks {@code GET /v2/reports} of the YouTube Analytics API, with {@link ReportParameters}. */
public final class HttpReportClient implements ReportClient {
  private final URI apiRoot;
  private final GoogleHttp http;

  /** A client of the API at {@code endpoints}. */
  public HttpReportClient(Endpoints endpoints, HttpClient http) {
    this.apiRoot = endpoints.apiRoot();
    this.http = new GoogleHttp(http);
  }

  @Override
  public CompletableFuture<ReportTable> fetch(
      ReportRequest request, ChannelIdentity channel, AccessToken token) {
    AnswerReader reader = new AnswerReader(request);
    return http.get(uri(request, channel), token, request.report().monetary(), reader::read);
  }

  /** The address that asks for {@code request}. */
  URI uri(ReportRequest request, ChannelIdentity channel) {
    String query =
        ReportParameters.of(request, channel).entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(apiRoot + "/v2/reports?" + query);
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
