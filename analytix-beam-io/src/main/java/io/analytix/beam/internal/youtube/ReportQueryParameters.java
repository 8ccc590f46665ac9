// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.IdChoice;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.RowCap;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The query parameters of {@code GET /v2/reports} of the YouTube Analytics API. Parameters without
 * a value are left out, because the API refuses empty ones. {@code sort} is sent whenever there is
 * a column to sort by, {@code maxResults} only where the API requires it, {@code startIndex} never.
 */
public final class ReportQueryParameters {
  private ReportQueryParameters() {}

  /**
   * Returns the parameters of {@code request} for {@code channel}, by name, not encoded; for a
   * report of groups, those of the first page.
   */
  public static Map<String, String> of(ReportRequest request, ChannelIdentity channel) {
    ReportDefinition report = request.report();
    if (report.source().usesGroups()) {
      return HttpGroupsClient.ofAll(channel.contentOwner());
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<String, String> filters = new TreeMap<>(report.filters());
    if (!request.videos().isEmpty()) {
      IdChoice each = report.each();
      filters.put(
          each == null ? ReportDefinition.VIDEO : each.by(), String.join(",", request.videos()));
    }
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
    parameters.values().removeIf(String::isEmpty);
    return parameters;
  }

  /** With the {@code month} dimension, both dates are first days and the last month is whole. */
  private static LocalDate endDate(ReportRequest request) {
    LocalDate last = request.dates().last();
    return request.report().byMonth() ? last.withDayOfMonth(1) : last;
  }
}
