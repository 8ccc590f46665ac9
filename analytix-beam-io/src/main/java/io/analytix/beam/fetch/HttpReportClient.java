// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.RowCap;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Asks {@code GET /v2/reports} of the YouTube Analytics API. Parameters without a value are left
 * out, because the API refuses empty ones; {@code sort} is always sent where there is a column to
 * sort by; {@code maxResults} only where the API demands it; {@code startIndex} never.
 */
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
        parameters(request, channel).entrySet().stream()
            .filter(parameter -> !parameter.getValue().isEmpty())
            .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(apiRoot + "/v2/reports?" + query);
  }

  private static Map<String, String> parameters(ReportRequest request, ChannelIdentity channel) {
    ReportDefinition report = request.report();
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<String, String> filters = new TreeMap<>(report.filters());
    if (channel.contentOwner() == null) {
      parameters.put("ids", "channel==" + channel.channelId());
    } else {
      parameters.put("ids", "contentOwner==" + channel.contentOwner());
      filters.put("channel", channel.channelId());
    }
    parameters.put("startDate", request.dates().first().toString());
    parameters.put("endDate", endDate(request).toString());
    parameters.put("metrics", String.join(",", report.metrics()));
    parameters.put("dimensions", String.join(",", report.dimensions()));
    parameters.put("filters", ReportDefinition.filterParameter(filters));
    parameters.put("sort", report.sort());
    RowCap cap = report.cap();
    parameters.put("maxResults", cap == null ? "" : String.valueOf(cap.maxResults()));
    String currency = report.currency();
    parameters.put("currency", currency == null ? "" : currency);
    return parameters;
  }

  /** With the {@code month} dimension, both dates are first days and the last month is whole. */
  private static LocalDate endDate(ReportRequest request) {
    LocalDate last = request.dates().last();
    return request.report().byMonth() ? last.withDayOfMonth(1) : last;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
