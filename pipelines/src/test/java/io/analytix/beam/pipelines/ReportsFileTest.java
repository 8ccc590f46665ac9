// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportsFileTest {
  @TempDir Path folder;

  @Test
  void read_everyKey_isInTheReport() throws IOException {
    List<ReportDefinition> reports =
        read(
            """
            # what our regional team looks at
            reports:
              - name: us_states_daily
                dimensions: [province]
                metrics: [views, engagedViews, estimatedMinutesWatched]
                filters: {country: US}
                every: day
                lookbackDays: 14
              - name: norway_monthly
                dimensions: creatorContentType
                metrics: views, likes
                filters: {country: NO}
                every: month
              - name: americas_daily
                dimensions: [day]
                metrics: [views]
                filters: {continent: 019}
              - name: series_daily
                dimensions: [day, video]
                metrics: [views]
                filters: {video: [-abcdefghij, 0123456789_]}
              - name: campaign_revenue
                metrics: [estimatedRevenue]
                currency: EUR
                every: range
              - name: top_cities
                dimensions: [city]
                metrics: [views, estimatedMinutesWatched]
                sort: [-estimatedMinutesWatched]
                maxResults: 250
            """);

    assertThat(reports)
        .containsExactly(
            ReportDefinition.named("us_states_daily")
                .dimensions("province")
                .metrics("views", "engagedViews", "estimatedMinutesWatched")
                .filter("country", "US")
                .lookbackDays(14)
                .build(),
            ReportDefinition.named("norway_monthly")
                .dimensions("creatorContentType")
                .metrics("views", "likes")
                .filter("country", "NO")
                .every(TimeGrain.MONTH)
                .build(),
            ReportDefinition.named("americas_daily")
                .dimensions("day")
                .metrics("views")
                .filter("continent", "019")
                .build(),
            ReportDefinition.named("series_daily")
                .dimensions("day", "video")
                .metrics("views")
                .filter("video", "-abcdefghij,0123456789_")
                .build(),
            ReportDefinition.named("campaign_revenue")
                .metrics("estimatedRevenue")
                .currency("EUR")
                .every(TimeGrain.RANGE)
                .build(),
            ReportDefinition.named("top_cities")
                .dimensions("city")
                .metrics("views", "estimatedMinutesWatched")
                .top(250, "estimatedMinutesWatched")
                .build())
        .inOrder();
  }

  @Test
  void read_reportByDayWithoutTheDimension_getsItWhereTheApiTakesIt() throws IOException {
    List<ReportDefinition> reports =
        read(
            """
            reports:
              - {name: devices, dimensions: [deviceType], metrics: [views]}
              - {name: totals, metrics: [views, likes], lookbackDays: 3}
              - {name: countries, dimensions: [country], metrics: [views]}
              - {name: best, dimensions: [video], metrics: [views]}
            """);

    assertThat(reports)
        .containsExactly(
            ReportDefinition.named("devices")
                .dimensions("day", "deviceType")
                .metrics("views")
                .build(),
            ReportDefinition.named("totals")
                .dimensions("day")
                .metrics("views", "likes")
                .lookbackDays(3)
                .build(),
            ReportDefinition.named("countries").dimensions("country").metrics("views").build(),
            ReportDefinition.named("best").dimensions("video").metrics("views").build())
        .inOrder();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'reports: [{name: a, metrics: [views]}]\n---\nreports: []'|has more than one YAML document",
        "'reports: &all [*all]'|has a collection that contains itself, by the alias *all (line 1)",
        "'reports: &all [{name: [{x: *all}]}]'|has a collection that contains itself",
        "'reports: [[[[[[[[[[[[[[[[[[[[[[[[[['|is nested deeper than 20 levels",
        "'reports: [{name: a, metrics: [views], lookbackDays: 2147483647}]'|needs lookbackDays of 1 to",
        "reports: []|only key is 'reports', a list of at least one report",
        "report: [{name: a}]|only key is 'reports'",
        "[a, b]|only key is 'reports'",
        "'# nothing'|only key is 'reports'",
        "'reports: [{name: a, metrics: [views'|is not valid YAML: while parsing",
        "'reports: [{name: a, name: b, metrics: [views]}]'|is not valid YAML: ",
        "'reports: [{metrics: [views]}]'|report 1: has no name",
        "'reports: [views]'|report 1: must be a map with the keys [name, dimensions,",
        "'reports: [{name: a, metrics: [vievs]}]'|report 1: report 'a' has 'vievs', which is not a metric",
        "'reports: [{name: a, metrics: []}]'|report 'a' needs at least one metric",
        "'reports: [{name: a, metric: [views]}]'|'metric' is not a key: did you mean metrics?",
        "'reports: [{name: a, metrics: [[views]]}]'|metrics must be a list of names",
        "'reports: [{name: [a], metrics: [views]}]'|name must be one value",
        "'reports: [{name: a, metrics: [views], every: week}]'|must be day, month or range",
        "'reports: [{name: a, metrics: [views], lookbackDays: ten}]'|lookbackDays is 'ten'",
        "'reports: [{name: a, metrics: [views], lookbackDays: 0}]'|needs lookbackDays of 1 to 20000",
        "'reports: [{name: a, metrics: [views], filters: US}]'|filters must be a map",
        "'reports: [{name: a, metrics: [views], filters: {country: US;DE}}]'|of 'US;DE'",
        "'reports: [{name: a, metrics: [views, cpm]}]'|one report with [cpm] and one with [views]",
        "'reports: [{name: a, dimensions: [day], metrics: [views], every: month}]'|which contradicts every: month",
        "'reports: [{name: a, metrics: [views], every: range, lookbackDays: 3}]'|does not support"
            + " lookbackDays: remove it",
        "'reports: [{name: a, metrics: [views], maxResults: 3}]'|is not a top list",
        "'reports: [{name: channel_daily, metrics: [views]}]'|'channel_daily' is built in",
        "'reports: [{name: a, metrics: [views]}, {name: a, metrics: [likes]}]'|have the name 'a'",
      })
  void read_invalidReport_printsOneLineWithTheReason(String yaml, String reason) {
    UsageException refusal = assertThrows(UsageException.class, () -> read(yaml));

    assertThat(refusal).hasMessageThat().startsWith("--reportsFile " + folder);
    assertThat(refusal).hasMessageThat().contains(reason);
    assertThat(refusal.getMessage().lines().count()).isEqualTo(1);
  }

  @Test
  void read_missingFile_isReported() {
    assertThat(
            assertThrows(
                UsageException.class, () -> ReportsFile.read(folder.resolve("none").toString())))
        .hasMessageThat()
        .isEqualTo("--reportsFile " + folder.resolve("none") + " does not exist");
  }

  @Test
  void read_unknownFileSystem_isReported() {
    assertThat(assertThrows(UsageException.class, () -> ReportsFile.read("s3://bucket/own.yaml")))
        .hasMessageThat()
        .startsWith("--reportsFile s3://bucket/own.yaml cannot be read: ");
  }

  private List<ReportDefinition> read(String yaml) throws IOException {
    return ReportsFile.read(Files.writeString(folder.resolve("own.yaml"), yaml).toString());
  }

  @Test
  @Timeout(60)
  void read_hugeStructure_isRefusedAtOnce() throws IOException {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 15; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    for (String yaml :
        List.of(laughs + "reports: *a14\n", "[".repeat(1_000_000), "{a: ".repeat(250_000))) {
      assertThat(assertThrows(UsageException.class, () -> read(yaml)))
          .hasMessageThat()
          .containsMatch("more than 200000 values|deeper than 20");
    }
  }

  @Test
  void read_aliasOfAFinishedList_isAccepted() throws IOException {
    assertThat(
            read(
                """
                reports:
                  - {name: one, metrics: &m [views, likes]}
                  - {name: two, metrics: *m}
                """))
        .hasSize(2);
  }
}
