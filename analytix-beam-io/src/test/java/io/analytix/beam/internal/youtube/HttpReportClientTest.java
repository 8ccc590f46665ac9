// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import static com.google.common.truth.Truth.assertThat;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.youtube.Endpoints;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HttpReportClientTest {
  private static final ChannelIdentity CHANNEL =
      new ChannelIdentity("UC-bcdefghijklmnopqrst_-", null);
  private static final DateRange DATES =
      new DateRange(LocalDate.parse("2026-02-01"), LocalDate.parse("2026-02-03"));

  private final HttpReportClient client =
      new HttpReportClient(
          Endpoints.of("http://127.0.0.1:1///", "http://127.0.0.1:1/"), HttpClient.newHttpClient());

  private List<String> asked(ReportDefinition report, ChannelIdentity channel) {
    URI uri = client.uri(new ReportRequest(report, DATES), channel);
    assertThat(uri.toString()).startsWith("http://127.0.0.1:1/v2/reports?");
    List<String> parameters = new ArrayList<>();
    for (String parameter : uri.getRawQuery().split("&")) {
      parameters.add(URLDecoder.decode(parameter, StandardCharsets.UTF_8));
    }
    return parameters;
  }

  @Test
  void uri_reportByDay_hasTheChannelAndNoEmptyParameters() {
    ReportDefinition report =
        ReportDefinition.named("test").dimensions("day").metrics("views", "likes").build();
    assertThat(asked(report, CHANNEL))
        .containsExactly(
            "ids=channel==UC-bcdefghijklmnopqrst_-",
            "startDate=2026-02-01",
            "endDate=2026-02-03",
            "metrics=views,likes",
            "dimensions=day",
            "sort=day");
  }

  @Test
  void uri_cappedReportOfAContentOwner_filtersByItsChannel() {
    ReportDefinition report =
        ReportDefinition.named("test")
            .dimensions("video")
            .metrics("views", "likes")
            .filter("country", "US")
            .top(200, "views", "likes")
            .build();
    assertThat(asked(report, new ChannelIdentity("UC-bcdefghijklmnopqrst_-", "owner+1")))
        .containsExactly(
            "ids=contentOwner==owner+1",
            "startDate=2026-02-01",
            "endDate=2026-02-03",
            "metrics=views,likes",
            "dimensions=video",
            "filters=channel==UC-bcdefghijklmnopqrst_-;country==US",
            "sort=-views,-likes",
            "maxResults=200");
  }

  @Test
  void uri_builtInReports_areSortedAndNeverPaged() {
    for (ReportDefinition report : Reports.builtInReports()) {
      if (report.source().isSnapshot()) {
        continue;
      }
      List<String> names =
          asked(report, CHANNEL).stream().map(text -> text.split("=")[0]).sorted().toList();
      List<String> expected =
          new ArrayList<>(List.of("dimensions", "endDate", "ids", "metrics", "sort", "startDate"));
      if (report.cap() != null) {
        expected.add(3, "maxResults");
      }
      assertThat(names).isEqualTo(expected);
    }
  }
}
