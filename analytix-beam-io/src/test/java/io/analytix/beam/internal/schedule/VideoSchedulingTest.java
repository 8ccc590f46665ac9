// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.youtube.UploadedVideo;
import io.analytix.beam.internal.youtube.UploadsServer;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class VideoSchedulingTest {
  static final ReportDefinition VIDEO_DAYS =
      ReportDefinition.named("video_days")
          .dimensions("day", "video")
          .metrics("views")
          .lookbackDays(1)
          .build();

  static final ReportDefinition FILMS =
      ReportDefinition.named("films")
          .every(TimeGrain.SNAPSHOT)
          .dimensions("video")
          .metrics("title", "publishedAt", "privacyStatus")
          .build();

  @Test
  void run_anyNumberOfVideos_asksForEachOnceInBatchesOfUpTo500() throws Exception {
    Map<Integer, Integer> batches =
        new TreeMap<>(Map.of(1, 1, 50, 1, 51, 1, 499, 1, 500, 1, 501, 2, 5000, 10));
    for (Map.Entry<Integer, Integer> one : batches.entrySet()) {
      SchedulerLab lab = lab(4, one.getKey());

      List<ShardResult> answers = lab.run();

      List<ShardResult.Answer> all = answers(answers);
      assertWithMessage("of " + one.getKey()).that(all).hasSize(one.getValue());
      assertThat(lab.server.sent()).hasSize(2 * one.getValue());
      assertThat(lab.uploads.sent()).hasSize(1 + (one.getKey() + 49) / 50);
      assertThat(all.stream().flatMap(answer -> answer.videos().stream()).toList())
          .containsExactlyElementsIn(videos(one.getKey()));
      assertThat(all.stream().mapToInt(answer -> answer.videos().size()).max().orElse(0))
          .isAtMost(500);
      assertThat(all.stream().mapToInt(answer -> answer.table().lines().size()).sum())
          .isEqualTo(4 * one.getKey());
      assertThat(statuses(answers)).containsExactly(Status.OK);
      assertThat(SchedulerLab.outcomes(answers).stream().mapToInt(Outcome::requests).sum())
          .isEqualTo(2 * one.getValue());
    }
  }

  @Test
  void run_listCutByTheApi_saysSoInEveryOutcomeThatDependsOnIt() throws Exception {
    String known =
        "the API lists 20,000 uploads, but the channel has 104,512 public videos: older videos are"
            + " not listed";
    String unknown = "the API lists 20,000 uploads, its maximum: older videos may be missing";
    record Case(int listed, @Nullable Integer publicVideos, @Nullable String message) {}
    for (Case one :
        List.of(
            new Case(20_000, 104_512, known),
            new Case(20_000, 20_000, null),
            new Case(20_000, null, unknown),
            new Case(19_999, null, null),
            new Case(120, 130, null),
            new Case(
                120,
                500,
                "the API lists 120 uploads, but the channel has 500 public videos: older videos"
                    + " are not listed"))) {
      SchedulerLab lab = new SchedulerLab(1, 60_000, 8).pinned(1).plan(1, FILMS, VIDEO_DAYS);
      lab.uploads.videos(SchedulerLab.channelId(0), one.listed());
      lab.uploads.publicVideos(SchedulerLab.channelId(0), one.publicVideos());

      List<ShardResult> answers = lab.run();

      assertThat(lab.uploads.sent()).hasSize(1 + 2 * ((one.listed() + 49) / 50));
      assertWithMessage("%s", one)
          .that(
              SchedulerLab.outcomes(of(answers, "films")).stream()
                  .map(outcome -> outcome.status() + " " + outcome.message())
                  .toList())
          .containsExactly((one.message() == null ? "OK " : "TRUNCATED ") + one.message());
      assertWithMessage("%s", one)
          .that(
              SchedulerLab.outcomes(of(answers, "video_days")).stream()
                  .map(outcome -> outcome.status() + " " + outcome.message())
                  .distinct()
                  .toList())
          .containsExactly("OK " + one.message());
    }
  }

  @Test
  void run_noUploads_isOneEmptyOutcomeWithoutARequest() throws Exception {
    SchedulerLab lab = lab(4, 0);

    List<ShardResult> answers = lab.run();

    assertThat(statuses(answers)).containsExactly(Status.EMPTY);
    assertThat(SchedulerLab.outcomes(answers)).hasSize(1);
    assertThat(lab.server.sent()).isEmpty();
  }

  @Test
  void run_channelWithoutAPlaylistOfUploads_isEmpty() throws Exception {
    SchedulerLab lab = lab(4, 3);
    int[] calls = {0};
    lab.uploads.script(
        channel ->
            calls[0]++ == 0
                ? null
                : new ApiException.ChannelRefused(
                    Failure.ofResponse(Cause.NOT_FOUND, "not found", 404, "playlistNotFound"),
                    true));

    assertThat(statuses(lab.run())).containsExactly(Status.EMPTY);
  }

  @Test
  void run_tableOfVideos_sharesTheListAndLeavesPlaceholdersOut() throws Exception {
    SchedulerLab lab = new SchedulerLab(1, 6000, 8).pinned(1).plan(2, FILMS, VIDEO_DAYS);
    lab.uploads.uploads(
        SchedulerLab.channelId(0),
        List.of(
            new UploadedVideo("seen", "A film", Instant.EPOCH, "public"),
            new UploadedVideo("gone", "Deleted video", null, "privacyStatusUnspecified"),
            new UploadedVideo("hidden", "Private video", null, "private"),
            new UploadedVideo("odd;id", "No filter can name it", Instant.EPOCH, "public")));

    List<ShardResult> answers = lab.run();

    assertThat(lab.uploads.sent()).hasSize(3);
    ShardResult.Answer films = of(answers, "films").get(0).answers().get(0);
    assertThat(films.outcome().dataApiUnits()).isAnyOf(1, 3);
    assertThat(films.videos()).isEmpty();
    assertThat(films.table().lines().stream().map(ReportResponse.Line::cells))
        .containsExactly(
            Arrays.asList("hidden", null, null, "private"),
            List.of("seen", "A film", Instant.EPOCH, "public"),
            List.of("odd;id", "No filter can name it", Instant.EPOCH, "public"));
    assertThat(of(answers, "video_days").get(0).answers().get(0).videos())
        .containsExactly("hidden", "seen");
    assertThat(statuses(answers)).containsExactly(Status.OK);
  }

  @Test
  void run_answersAreCut_asksForHalvesUntilTheSumsAgree() throws Exception {
    SchedulerLab lab = lab(10, 400);
    lab.server.cutAt(1_000);

    List<ShardResult> answers = lab.run();

    ShardResult.Answer whole = answers(answers).get(0);
    assertThat(answers(answers)).hasSize(1);
    assertThat(whole.outcome().status()).isEqualTo(Status.OK);
    assertThat(whole.table().lines()).hasSize(4_000);
    assertThat(new HashSet<>(whole.table().lines())).hasSize(4_000);
    assertThat(whole.videos()).hasSize(400);
  }

  @Test
  void run_oneVideoInTenDoesNotAddUp_allRowsAreStoredWithFewMoreRequests() throws Exception {
    for (int lag : List.of(0, 3)) {
      int agreeing = sentForVideosOf37Channels(lag, 0);

      int differing = sentForVideosOf37Channels(lag, 10);

      assertWithMessage("%s requests where all agree, lag of %s days", agreeing, lag)
          .that(differing)
          .isAtMost(agreeing * 13 / 10);
    }
  }

  /** Runs 37 channels of 1 to 130 videos at an API that counts days which it does not list. */
  private static int sentForVideosOf37Channels(int lag, int everyVideo) throws Exception {
    SchedulerLab lab = new SchedulerLab(1, 60_000, 8).pinned(37).plan(28, VIDEO_DAYS);
    for (int i = 0; i < 37; i++) {
      lab.uploads.videos(SchedulerLab.channelId(i), 1 + (i * 97) % 130);
    }
    lab.server.lag(lag);
    lab.server.unlisted((video, day) -> withheld(everyVideo, video, day));

    List<ShardResult> answers = lab.run();

    assertThat(statuses(answers)).containsExactly(Status.OK);
    for (ShardResult.Answer answer : answers(answers)) {
      Set<String> rows = new HashSet<>();
      answer.table().lines().forEach(line -> rows.add(line.first() + " " + line.cells().get(1)));
      Set<String> listed = new HashSet<>();
      Set<String> differing = new HashSet<>();
      for (String video : answer.videos()) {
        for (int day = 0; day < 28 - lag; day++) {
          LocalDate date = SchedulerLab.FIRST.plusDays(day);
          if (withheld(everyVideo, video, date)) {
            differing.add(video);
          } else {
            listed.add(date + " " + video);
          }
        }
      }
      assertThat(rows).isEqualTo(listed);
      if (differing.isEmpty()) {
        assertThat(answer.outcome().message()).isNull();
      } else {
        assertThat(answer.outcome().message())
            .startsWith(
                "the days of " + differing.size() + " of " + answer.videos().size() + " videos");
      }
    }
    return lab.server.sent().size();
  }

  private static boolean withheld(int everyVideo, String video, LocalDate day) {
    int hash = Math.floorMod(video.hashCode() * 31 + 7, 1000);
    return everyVideo > 0 && hash % everyVideo == 0 && (day.getDayOfMonth() + hash) % 5 == 0;
  }

  @Test
  void run_videosThatTheApiDoesNotKnow_areLeftOutAndSaid() throws Exception {
    SchedulerLab lab = lab(3, 20);
    Set<String> unknown = Set.of(UploadsServer.video(3), UploadsServer.video(11));
    lab.server.script(
        sent -> sent.request().videos().stream().anyMatch(unknown::contains) ? noQuery() : null);

    ShardResult.Answer answer = answers(lab.run()).get(0);

    assertThat(answer.outcome().status()).isEqualTo(Status.OK);
    assertThat(answer.videos()).hasSize(18);
    assertThat(answer.videos()).containsNoneIn(unknown);
    assertThat(answer.table().lines()).hasSize(54);
    assertThat(answer.outcome().message()).contains(UploadsServer.video(11));
    assertThat(answer.outcome().remedy()).isNull();
  }

  @Test
  void run_queryThatTheChannelIsRefused_costsAFewRequestsAndOnlyThatReport() throws Exception {
    SchedulerLab lab =
        new SchedulerLab(1, 6000, 1).pinned(1).plan(3, VIDEO_DAYS, SchedulerLab.BY_DAY);
    lab.uploads.videos(SchedulerLab.channelId(0), 5000);
    lab.server.script(
        sent -> sent.request().report().name().equals("video_days") ? noQuery() : null);

    List<ShardResult> answers = lab.run();

    assertThat(
            SchedulerLab.outcomes(of(answers, "video_days")).stream().map(Outcome::cause).toList())
        .containsExactlyElementsIn(java.util.Collections.nCopies(10, Cause.QUERY_UNSUPPORTED));
    assertThat(statuses(of(answers, "by_day"))).containsExactly(Status.OK);
    assertThat(lab.server.sent().size()).isAtMost(20);
  }

  @Test
  void run_listIsRefused_failsTheReportsThatNeedItAndNoOther() throws Exception {
    SchedulerLab lab =
        new SchedulerLab(1, 6000, 4).pinned(2).plan(3, FILMS, VIDEO_DAYS, SchedulerLab.BY_DAY);
    lab.uploads.videos(SchedulerLab.channelId(0), 3).videos(SchedulerLab.channelId(1), 3);
    lab.uploads.script(
        channel ->
            channel.channelId().equals(SchedulerLab.channelId(0))
                ? new ApiException.ChannelRefused(
                    Failure.of(Cause.SCOPE_MISSING, "insufficient scopes"), false)
                : null);

    List<ShardResult> answers = lab.run();

    assertThat(
            SchedulerLab.outcomes(answers).stream()
                .map(o -> o.tokenRecord() + " " + o.report() + " " + o.status() + " " + o.cause())
                .toList())
        .containsExactly(
            "record-0 films FAILED SCOPE_MISSING",
            "record-0 video_days FAILED SCOPE_MISSING",
            "record-0 by_day OK null",
            "record-1 films OK null",
            "record-1 video_days OK null",
            "record-1 by_day OK null");
    assertThat(lab.uploads.sent()).hasSize(4);
  }

  @Test
  void run_dayOfTheDataApiIsUsedUp_defersWhatNeedsAListAndNothingElse() throws Exception {
    SchedulerLab lab =
        new SchedulerLab(1, 6000, 1).pinned(4).plan(3, VIDEO_DAYS, SchedulerLab.BY_DAY);
    for (int i = 0; i < 4; i++) {
      lab.uploads.videos(SchedulerLab.channelId(i), 120);
    }
    lab.settings = settings(Integer.MAX_VALUE, 10);

    List<ShardResult> answers = lab.run();

    assertThat(lab.uploads.sent()).hasSize(10);
    assertThat(
            SchedulerLab.outcomes(of(answers, "video_days")).stream().map(Outcome::status).toList())
        .containsExactly(Status.OK, Status.OK, Status.DEFERRED, Status.DEFERRED);
    assertThat(statuses(of(answers, "by_day"))).containsExactly(Status.OK);
  }

  @Test
  void run_dayOfRequestsDoesNotHoldAChannelsVideos_asksForNoneOfThem() throws Exception {
    SchedulerLab lab = new SchedulerLab(1, 6000, 4).pinned(3).plan(3, VIDEO_DAYS);
    lab.uploads
        .videos(SchedulerLab.channelId(0), 3)
        .videos(SchedulerLab.channelId(1), 1_400)
        .videos(SchedulerLab.channelId(2), 3);
    lab.settings = settings(8, 1000);

    List<ShardResult> answers = lab.run();

    assertThat(lab.server.sent()).hasSize(4);
    assertThat(SchedulerLab.outcomes(answers).stream().map(Outcome::status).toList())
        .containsExactly(Status.OK, Status.OK, Status.DEFERRED, Status.DEFERRED, Status.DEFERRED);
  }

  @Test
  void run_manyVideosOfManyDays_leaveInPiecesOfWholeMonthsAndPauses() throws Exception {
    SchedulerLab lab = lab(200, 3000);

    List<ShardResult> answers = lab.run();

    assertThat(answers(answers).stream().mapToInt(a -> a.table().lines().size()).sum())
        .isEqualTo(600_000);
    Set<YearMonth> months = new HashSet<>();
    int before = 0;
    for (ShardResult piece : answers) {
      DateRange days = piece.shard().dates();
      before += (int) days.months().count();
      days.months().forEach(months::add);
      assertThat(days.days().count() * 3000).isAtMost(250_000);
      assertThat(piece.answers()).hasSize((3000 + 499) / 500);
    }
    assertThat(months).hasSize(before);
    assertThat(lab.stretches).isAtLeast(answers.size());
    assertThat(lab.planned.get()).isEqualTo(SchedulerLab.outcomes(answers).size());
  }

  @Test
  void run_oneLongChannelAmongSmallOnes_theSmallOnesHardlyWait() throws Exception {
    double without = lastOfTheSmall(0);
    double with = lastOfTheSmall(5000);

    System.out.printf(
        "99 small channels: %.1f s alone, %.1f s beside one of 5,000 videos%n", without, with);
    assertThat(with / without).isAtMost(1.1);
  }

  private static double lastOfTheSmall(int videosOfTheLong) throws Exception {
    SchedulerLab lab =
        new SchedulerLab(1, 600, 32).pinned(100).plan(45, VIDEO_DAYS, SchedulerLab.BY_DAY);
    for (int i = 1; i < 100; i++) {
      lab.uploads.videos(SchedulerLab.channelId(i), 30);
    }
    lab.uploads.videos(SchedulerLab.channelId(0), videosOfTheLong);
    long[] last = {0};
    lab.listener =
        outcome -> {
          if (!outcome.tokenRecord().equals("record-0")) {
            last[0] = lab.time.nanos();
          }
        };

    lab.run();

    return last[0] / 1e9;
  }

  @Test
  void run_randomFaultsAndPauses_everyRequestEndsOnceAndEveryVideoIsAskedForOnce()
      throws Exception {
    for (int seed = 0; seed < 150; seed++) {
      SchedulerLab lab = new SchedulerLab(seed, 600 + seed * 20, 1 + seed % 9);
      lab.plan(1 + seed % 70, FILMS, VIDEO_DAYS, SchedulerLab.BY_DAY).pinned(1 + seed % 4);
      if (seed % 5 == 0) {
        lab.rival(SchedulerLab.channelId(0));
      }
      for (int i = 0; i < 4; i++) {
        lab.uploads.videos(
            SchedulerLab.channelId(i), lab.random.nextInt(4) * lab.random.nextInt(400));
      }
      lab.settings =
          SchedulerLab.settings(
              600 + seed * 20,
              1 + seed % 9,
              Duration.ofMillis(500 + 1000L * (seed % 11)),
              new RetryPolicy(
                  4, Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofSeconds(20)));
      double share = seed % 3 * 0.1;
      lab.refresher.lifetime(Duration.ofSeconds(seed % 2 == 0 ? 3600 : 2));
      lab.server.script(
          sent ->
              lab.random.nextDouble() < share ? RequestSchedulerTest.Faults.anyFailure(lab) : null);
      lab.uploads.script(
          any ->
              lab.random.nextDouble() < share ? RequestSchedulerTest.Faults.anyFailure(lab) : null);
      if (seed % 4 == 0) {
        lab.server.cutAt(5_000);
      }

      List<ShardResult> answers = lab.run();

      assertWithMessage("seed " + seed)
          .that(lab.planned.get())
          .isEqualTo(SchedulerLab.outcomes(answers).size());
      Set<String> asked = new HashSet<>();
      for (ShardResult shard : of(answers, "video_days")) {
        for (ShardResult.Answer answer : shard.answers()) {
          for (String video : answer.videos()) {
            assertWithMessage("seed " + seed)
                .that(
                    asked.add(
                        shard.shard().channel().tokenRecord() + shard.shard().dates() + video))
                .isTrue();
          }
          if (answer.outcome().status() == Status.OK) {
            assertThat(answer.table().lines().size())
                .isEqualTo(answer.videos().size() * (int) shard.shard().dates().days().count());
          }
        }
      }
    }
  }

  private static SchedulerLab lab(int days, int videos) {
    SchedulerLab lab = new SchedulerLab(1, 60_000, 8).pinned(1).plan(days, VIDEO_DAYS);
    lab.uploads.videos(SchedulerLab.channelId(0), videos);
    return lab;
  }

  private static SchedulerSettings settings(int perDay, int unitsPerDay) {
    return new SchedulerSettings(
        6000,
        null,
        perDay,
        1,
        unitsPerDay,
        io.analytix.beam.plan.VideoBatches.DEFAULT,
        CheckpointInterval.fixed(Duration.ofSeconds(60)),
        RetryPolicy.DEFAULT);
  }

  private static ApiException noQuery() {
    return new ApiException.ReportRefused(Failure.of(Cause.QUERY_UNSUPPORTED, "not supported"));
  }

  private static List<String> videos(int count) {
    List<String> videos = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      videos.add(UploadsServer.video(i));
    }
    return videos;
  }

  private static List<ShardResult.Answer> answers(List<ShardResult> shards) {
    return shards.stream().flatMap(shard -> shard.answers().stream()).toList();
  }

  private static List<ShardResult> of(List<ShardResult> shards, String report) {
    return shards.stream().filter(shard -> shard.shard().report().equals(report)).toList();
  }

  private static Set<Status> statuses(List<ShardResult> answers) {
    return SchedulerLab.outcomes(answers).stream().map(Outcome::status).collect(Collectors.toSet());
  }
}
