// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import org.junit.jupiter.api.Test;

final class ReportCheckTest {
  @Test
  void require_builtInReports_areAccepted() {
    for (ReportDefinition report : Reports.builtInReports()) {
      assertDoesNotThrow(() -> ReportCheck.require(report), report.name());
      assertWithMessage(report.name()).that(ReportCheck.allows(report)).isTrue();
    }
  }

  @Test
  void query_builtInReportsOfAContentOwnersChannel_areValid() {
    for (ReportDefinition report : Reports.builtInReports()) {
      if (report.source().isSnapshot()) {
        continue;
      }
      assertWithMessage(report.name()).that(ofContentOwner(report).violations()).isEmpty();
    }
  }

  @Test
  void query_citiesOfAContentOwnersChannel_isInvalid() {
    ReportDefinition cities =
        ReportDefinition.named("cities").dimensions("city").metrics("views").build();

    ReportCheck.require(cities);
    assertThat(ofContentOwner(cities).valid()).isFalse();
  }

  /** The query of a run on behalf of a content owner: filtered by one of its channels. */
  private static CheckResult ofContentOwner(ReportDefinition report) {
    return Catalogue.current()
        .check(
            ReportCheck.query(report).toBuilder()
                .contentOwner("network")
                .where("channel", "UC-bcdefghijklmnopqrst_-")
                .build());
  }

  @Test
  void require_everyVideoByDay_isAcceptedWithItsIds() {
    ReportDefinition report =
        ReportDefinition.named("series_daily")
            .dimensions("day", "video")
            .metrics("views", "likes")
            .filter("video", "aaaaaaaaaaa,bbbbbbbbbbb")
            .build();

    assertDoesNotThrow(() -> ReportCheck.require(report));
    CheckResult verdict = Catalogue.current().check(ReportCheck.query(report));
    assertThat(verdict.type().id()).isEqualTo("TimeBasedActivity");
    assertThat(verdict.metrics()).containsExactly("views", "likes").inOrder();
    assertThat(verdict.warnings()).isEmpty();
  }

  @Test
  void require_invalidCombination_namesFieldRuleAndNearestQuery() {
    ReportDefinition report =
        ReportDefinition.named("states")
            .dimensions("province")
            .metrics("views", "likes")
            .filter("country", "CA")
            .build();

    assertThat(refusal(report))
        .isEqualTo(
            "report 'states' is not valid; nearest report type 'Geography-based activity (US)':"
                + " filters: the report 'Geography-based activity (US)' accepts the filter"
                + " country==US only (INCOMPATIBLE_FILTER_VALUE);"
                + " metrics: the report 'Geography-based activity (US)' has no likes"
                + " (INCOMPATIBLE_METRICS);"
                + " nearest valid query:"
                + " dimensions=province&metrics=views&filters=country==US&sort=province"
                + " (drop the metric likes, filter by country==US)");
  }

  @Test
  void require_responseOfTheFirstVideoOnly_isRefused() {
    ReportDefinition report =
        ReportDefinition.named("curves")
            .dimensions("elapsedVideoTimeRatio")
            .metrics("audienceWatchRatio")
            .filter("video", "aaaaaaaaaaa,bbbbbbbbbbb")
            .build();

    assertThat(refusal(report))
        .isEqualTo(
            "report 'curves': the report 'Audience retention' returns the first of several"
                + " videos only");
  }

  private static String refusal(ReportDefinition report) {
    return assertThrows(IllegalArgumentException.class, () -> ReportCheck.require(report))
        .getMessage();
  }
}
