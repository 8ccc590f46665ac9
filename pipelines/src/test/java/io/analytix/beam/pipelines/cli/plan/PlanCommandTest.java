// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.plan;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.pipelines.cli.GoldenFile;
import io.analytix.beam.pipelines.cli.Workbench;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanCommandTest {
  private static final String ALPINE = "UCaaaaaaaaaaaaaaaaaaaaaa";
  private static final String OWNED = "UCcccccccccccccccccccccc";

  @TempDir Path folder;

  @BeforeEach
  void writeRecords() throws IOException {
    record("alpine-baker", "\"channel_id\": \"" + ALPINE + "\"");
    record("alpine-again", "\"channel_id\": \"" + ALPINE + "\"");
    record("looked-up", "\"scope\": \"\"");
    record("network", "\"content_owner\": \"OwnerOne\", \"channel_ids\": [\"" + OWNED + "\"]");
    Files.writeString(folder.resolve("broken.json"), "{");
  }

  @Test
  void plan_ofUnusualRecords_isAsApproved() throws Exception {
    Workbench.Printed printed = plan("--queriesPerMinute=60");

    assertThat(printed.exitCode()).isEqualTo(0);
    GoldenFile.assertApproved("plan", printed.out());
  }

  @Test
  void plan_each_printsEveryChannelByItself() throws Exception {
    String together = plan("--channels=alpine-baker,alpine-again,network").out();
    String each = plan("--channels=alpine-baker,alpine-again,network", "--each").out();

    assertThat(together).contains("3 channels: alpine-again, alpine-baker, network " + OWNED);
    assertThat(together.split("top_videos_daily  ", -1)).hasLength(1 + 2);
    assertThat(each.split("top_videos_daily  ", -1)).hasLength(3 + 2);
    assertThat(each).contains("network  " + OWNED + " for OwnerOne\n");
  }

  @Test
  void plan_recordsWithTitles_printsThemBesideTheNames() throws Exception {
    record("bakery", "\"channel_title\": \"Brot\\u001b & Söhne\"");
    record(
        "network",
        "\"content_owner\": \"OwnerOne\", \"channel_ids\": [\""
            + OWNED
            + "\"],"
            + " \"channel_title\": \"One of many\"");

    String together = plan("--channels=bakery,looked-up,network").out();
    String each = plan("--channels=bakery", "--each").out();

    assertThat(together).contains("3 channels: network " + OWNED + ", bakery (Brot? & Söhne), ");
    assertThat(each).startsWith("bakery (Brot? & Söhne)  (looked up during the run)\n");
  }

  @Test
  void plan_onANarrowTerminal_fitsIt() {
    CliEnvironment narrow =
        new CliEnvironment(
            true,
            false,
            Map.of("COLUMNS", "60", "NO_COLOR", "1"),
            Clock.systemUTC(),
            System::nanoTime);

    String plan =
        Workbench.analytix(
                narrow,
                "plan",
                "--tokenRecords=file:" + folder,
                "--reports=channel_daily,geography_daily,video_daily",
                "--channels=alpine-baker")
            .out();

    assertThat(plan.lines().filter(line -> line.length() > 60).toList()).isEmpty();
    assertThat(plan).contains("50,000");
  }

  @Test
  void plan_videosNotListed_printsTheSameRangeEverywhere() {
    String plan =
        Workbench.analytix(
                "plan",
                "--tokenRecords=file:" + folder,
                "--reports=channel_daily,video_daily",
                "--channels=alpine-baker")
            .out();

    Matcher all = Pattern.compile("all of 1 channel +([0-9,]+ to [0-9,]+)").matcher(plan);
    assertWithMessage(plan).that(all.find()).isTrue();
    assertThat(plan).contains("Day: " + all.group(1) + " of the day's 50,000 requests");
    assertThat(plan).containsMatch("Time: about 1? ?[0-9]+ s to [0-9]+ ");
  }

  @Test
  void plan_manyRequestsOfOneDay_areARangeWithTheirNumber() {
    String plan =
        Workbench.analytix(
                "plan",
                "--tokenRecords=file:" + folder,
                "--reports=top_videos_daily",
                "--startDate=2026-02-20",
                "--endDate=2026-03-10",
                "--channels=alpine-baker",
                "--queriesPerDay=15")
            .out();

    assertThat(plan)
        .contains("\n  top_videos_daily          2026-02-24..2026-03-10 (15 requests)\n");
    assertThat(plan)
        .contains("\n    deferred                2026-02-20..2026-02-23 (4 requests)\n");
  }

  @Test
  void plan_asJson_isAsApproved() throws Exception {
    Workbench.Printed printed = plan("--json", "--channels=alpine-baker,looked-up,network");

    assertThat(printed.exitCode()).isEqualTo(0);
    GoldenFile.assertApproved("plan-json", printed.out());
  }

  @Test
  void plan_asJson_totalsAreThoseOfItsRequests() throws Exception {
    JsonNode plan = new ObjectMapper().readTree(plan("--json").out());

    long ofReports = 0;
    for (JsonNode report : plan.path("reports")) {
      ofReports += report.path("requests").asLong();
    }
    assertThat(plan.path("requests").size()).isEqualTo(5 * (1 + 3));
    assertThat(ofReports).isEqualTo(5 * (1 + 3));
    assertThat(plan.path("total").path("requests").asLong()).isEqualTo(5 * (1 + 3));
    assertThat(plan.path("total").path("data_api_units_at_least").asLong()).isEqualTo(1);
    assertThat(plan.path("total").path("data_api_units_at_most").asLong()).isEqualTo(3);
    assertThat(plan.path("problems").size()).isEqualTo(2);
  }

  private Workbench.Printed plan(String... more) {
    List<String> arguments = new java.util.ArrayList<>();
    arguments.add("plan");
    arguments.add("--tokenRecords=file:" + folder);
    arguments.add("--reports=channel_daily,top_videos_daily");
    arguments.add("--startDate=2026-02-27");
    arguments.add("--endDate=2026-03-01");
    arguments.addAll(List.of(more));
    return Workbench.analytix(arguments.toArray(String[]::new));
  }

  private void record(String name, String fields) throws IOException {
    Files.writeString(
        folder.resolve(name + ".json"), "{\"refresh_token\": \"planted\", " + fields + "}");
  }
}
