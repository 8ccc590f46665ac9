// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.runreport;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.Browser;
import io.analytix.beam.pipelines.coverage.DayState;
import io.analytix.beam.pipelines.coverage.ReportCoverage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as people see it. Pictures of it are left in {@code target/pages}. */
final class RunPageInBrowserTest {
  private static final String FOREIGN = "<b id=\"foreign\">&amp; \"quoted\"</b>";
  private static final Path PAGES = Path.of("target", "pages");

  private static final Map<String, Supplier<RunSummary>> RUNS =
      Map.of(
          "smallest", SampleRuns::smallest,
          "troubled", () -> SampleRuns.troubled(FOREIGN),
          "many-channels", () -> SampleRuns.large(2000, 45, 1),
          "many-days", () -> SampleRuns.large(20, 800, 1));

  /** Summaries and pages are made once each. */
  private static final Map<String, RunSummary> SUMMARIES = new HashMap<>();

  private static final Map<String, URI> WRITTEN = new HashMap<>();

  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "smallest,1280,light",
    "smallest,390,dark",
    "troubled,1280,dark",
    "troubled,390,light",
    "many-channels,1280,light",
    "many-channels,390,dark",
    "many-days,1280,dark",
    "many-days,390,light"
  })
  void page_atAnyWidth_fitsReadsAndDoesNotComplain(String run, int width, String scheme)
      throws IOException {
    browser.open(page(run), width, scheme);
    browser.photograph(PAGES.resolve(run + "-" + width + "-" + scheme + ".png"));

    assertThat(browser.overflow()).isEqualTo(0);
    assertThat(browser.texts("h2")).containsAtLeast("Coverage", "Reports", "Options");
    assertThat((List<?>) browser.evaluate(script("too-faint.js"))).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void coverage_eachChannelHasARow_cellsAreTheModelsDays() throws IOException {
    RunSummary summary = SampleRuns.large(20, 30, 5);
    browser.open(page("cells", summary), 1280, "light");

    for (String report : summary.reports().keySet()) {
      ReportCoverage model = summary.coverage().of(report).orElseThrow();
      assertWithMessage(report).that(cells(report)).isEqualTo(styles(model));
    }
  }

  @Test
  void coverage_manyChannels_rowsAndNumbersIncludeAll() throws IOException {
    browser.open(page("many-channels"), 390, "dark");

    String article = "article[data-report=channel_daily] ";
    assertThat(browser.texts(article + ".rows .who summary"))
        .containsExactly("14 channels", "116 channels", "1,870 channels")
        .inOrder();
    browser.all(article + "> details > summary").get(0).click();
    List<String> lastDay = browser.texts(article + "tbody tr:last-child > *");
    assertThat(lastDay).containsExactly("2026-03-14", "0", "1,986", "14").inOrder();
  }

  @Test
  void failures_allCauses_areVisibleWithRemedyAndNumbers() throws IOException {
    RunSummary summary = summary("troubled");
    browser.open(page("troubled"), 390, "light");

    assertThat(browser.texts("h1"))
        .containsExactly(
            "Failures %d of %d requests failed"
                .formatted(summary.totals().count(Status.FAILED), summary.totals().outcomes()));
    String text = String.join("\n", browser.texts("#failures article"));
    for (FailureGroup failure : summary.failures()) {
      assertThat(text).contains(failure.cause());
      assertThat(text).contains(failure.message());
      assertThat(text).contains(failure.remedy());
    }
    assertThat(text).contains(FOREIGN);
    assertThat(browser.all("#foreign")).isEmpty();
  }

  @Test
  void details_withTheKeyboard_unfold() throws IOException {
    browser.open(page("troubled"), 1280, "light");
    WebElement summary = browser.all("#failures summary").get(0);
    assertThat(browser.texts("#failures article:first-of-type li")).doesNotContain("channel-32");

    summary.sendKeys(Keys.ENTER);

    assertThat(browser.texts("#failures details[open] li")).contains("channel-32");
  }

  @Test
  void strips_haveTextAlternatives() throws IOException {
    browser.open(page("smallest"), 1280, "light");

    assertThat(browser.all(".strip").get(0).getDomAttribute("aria-label"))
        .isEqualTo("2026-03-14: answered");
    assertThat(browser.all("[role=img]:not([aria-label])")).isEmpty();
  }

  /** The columns of each channel by style, as drawn. */
  private static Map<String, String> cells(String report) {
    Map<String, String> cells = new TreeMap<>();
    for (Object row :
        (List<?>)
            browser.evaluate(
                "[...document.querySelectorAll('article[data-report="
                    + report
                    + "] .rows li:has(.strip)')].map(row => [row.querySelector('.who').innerText,"
                    + " [...row.querySelectorAll('.strip i')].map(run => (run.className + '"
                    + " ').repeat(run.style.flexGrow)).join('').trim()])")) {
      List<?> pair = (List<?>) row;
      cells.put(String.valueOf(pair.get(0)).strip(), String.valueOf(pair.get(1)));
    }
    return cells;
  }

  private static Map<String, String> styles(ReportCoverage model) {
    Map<String, String> styles = new TreeMap<>();
    model
        .channels()
        .forEach(
            channel ->
                styles.put(
                    channel.channel().toString(),
                    String.join(
                        " ",
                        model
                            .dates()
                            .days()
                            .map(channel::state)
                            .map(DayState::name)
                            .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '-'))
                            .toList())));
    return styles;
  }

  private static RunSummary summary(String run) {
    return SUMMARIES.computeIfAbsent(run, any -> RUNS.get(run).get());
  }

  private static URI page(String run) throws IOException {
    URI written = WRITTEN.get(run);
    if (written == null) {
      written = page(run, summary(run));
      WRITTEN.put(run, written);
    }
    return written;
  }

  private static URI page(String name, RunSummary summary) throws IOException {
    Files.createDirectories(PAGES);
    return Files.writeString(
            PAGES.resolve(name + ".html"), RunPage.html(SampleRuns.facts(), summary))
        .toUri();
  }

  private static String script(String name) throws IOException {
    try (InputStream text = RunPageInBrowserTest.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
