// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.coverage.ChannelTitles;
import io.analytix.beam.pipelines.coverage.Outcomes;
import io.analytix.beam.plan.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunPageTest {
  private static final String FOREIGN =
      "</style><script>alert('x')</script>\" onload=\"x & {{runId}}";

  @Test
  void html_foreignNamesAndMessages_areEscapedEverywhere() {
    String page = RunPage.html(SampleRuns.facts(), SampleRuns.troubled(FOREIGN));

    assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
    assertThat(page).doesNotContain("<script");
    assertThat(page).doesNotContain("alert('x')");
    assertThat(page).doesNotContain("\" onload");
    assertThat(page.split("</style>", -1)).hasLength(2);
    assertThat(page).contains("{{runId}}");
  }

  @Test
  void html_channelsWithTitles_showsThemBesideTheRecords() {
    String page = RunPage.html(SampleRuns.facts(), SampleRuns.troubled("foreign"));

    assertThat(page).contains("<li>channel-05 (Söhne &amp; &lt;Töchter&gt;)</li>");
    assertThat(page).contains("<li>channel-06</li>");
  }

  @Test
  void html_anyRun_namesNothingOutsideOfThePage() {
    String page = RunPage.html(SampleRuns.facts(), SampleRuns.troubled("foreign"));

    assertThat(page).doesNotContainMatch("(?i)https?:|src=|@import|url\\(");
    assertThat(page).contains("default-src 'none'");
  }

  @Test
  void html_sameOutcomesAgain_isTheSamePage() {
    assertThat(RunPage.html(SampleRuns.facts(), SampleRuns.large(30, 10, 7)))
        .isEqualTo(RunPage.html(SampleRuns.facts(), SampleRuns.large(30, 10, 7)));
  }

  @Test
  void html_outcomesWithoutFacts_omitsUnknownParts() {
    String page = RunPage.html(RunFacts.none("run-1"), SampleRuns.smallest());

    assertThat(page).contains("Every request was answered");
    assertThat(page).contains("The busiest 60 seconds had 1 request.");
    assertThat(page).doesNotContain("<h2>Options</h2>");
    assertThat(page).doesNotContain("queriesPerMinute");
  }

  @Test
  void html_noOutcome_showsThatNoRequestWasSent() {
    String page = RunPage.html(SampleRuns.facts(), SampleRuns.summary(List.of()));

    assertThat(page).contains("No request was sent");
    assertThat(page).doesNotContain("<section id=\"pace\">");
  }

  @Test
  void html_fewerOutcomesThanPlanned_showsIncomplete() {
    RunFacts planned =
        new RunFacts("run-1", Map.of(), null, 5L, BulkRequests.NONE, null, ChannelTitles.NONE);

    assertThat(RunPage.html(planned, SampleRuns.smallest()))
        .contains("4 of 5 requests have no outcome");
  }

  @ParameterizedTest
  @CsvSource({"1,1,30", "8,20,60", "2000,45,200", "300,800,300"})
  void html_anySize_staysSmall(int channels, int days, int kilobytes) {
    String page = RunPage.html(SampleRuns.facts(), SampleRuns.large(channels, days, 3));

    assertThat(page.length() / 1024).isLessThan(kilobytes);
  }

  @Test
  void html_allChannelsDifferent_staysSmallAndCountsTheRest() {
    Random random = new Random(11);
    LocalDate first = LocalDate.parse("2026-01-01");
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Outcomes channel = Outcomes.of("geography_daily", "channel-" + i);
      for (int d = 0; d < 100; d++) {
        DateRange day = new DateRange(first.plusDays(d), first.plusDays(d));
        outcomes.add(
            random.nextBoolean() ? channel.ok(day, day) : channel.failed(day, Cause.BACKEND));
      }
    }

    String page = RunPage.html(SampleRuns.facts(), SampleRuns.summary(outcomes));

    assertThat(page.length() / 1024).isLessThan(600);
    assertThat(page).contains("Not drawn: 928 channels");
  }

  @Test
  void coverageTable_anyRun_statesOfALineAddUpToChannelsTimesDays() {
    for (RunSummary run : List.of(SampleRuns.troubled("x"), SampleRuns.large(30, 40, 5))) {
      CoverageTable table = CoverageTable.of(run);

      assertThat(table.lines()).hasSize(2);
      for (CoverageTable.Line line : table.lines()) {
        String[] extent = line.extent().split(" ", -1);
        assertWithMessage("%s", line)
            .that(line.cells().stream().mapToLong(cell -> number(cell.number())).sum())
            .isEqualTo(number(extent[0]) * number(extent[2]));
        assertThat(line.cells().stream().map(ReportView.Cell::head).toList())
            .containsExactlyElementsIn(table.heads())
            .inOrder();
      }
    }
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  @Test
  void percent_almostAll_isNotAll() {
    assertWithMessage("one of many is missing")
        .that(PageFormat.percent(99_999, 100_000))
        .isEqualTo("99.9 %");
    assertThat(PageFormat.percent(1, 100_000)).isEqualTo("0.1 %");
    assertThat(PageFormat.percent(5, 5)).isEqualTo("100 %");
  }
}
