// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenRecordException;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.channel.TokenStoreDeniedException;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.EmptyRows;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.Faults;
import io.analytix.beam.testing.RecordedCall;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.truth.ReportTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnalytixIOTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-02-24");

  /** What happens when a request is sent; a monitor finds it here because it is serialized. */
  private static final AtomicReference<Runnable> AT_EACH_REQUEST = new AtomicReference<>(() -> {});

  @TempDir Path folder;

  private static World.Builder world(long seed) {
    return World.builder(seed).today(TODAY);
  }

  private Path tokens() {
    return folder.resolve("tokens");
  }

  private AnalytixIO.Read reading(SimulatedGoogle google) throws Exception {
    google.writeClientSecrets(folder.resolve("client.json"));
    return Reading.of(google, folder);
  }

  private static int sent(List<FinishedShard> shards) {
    return Reading.outcomes(shards).stream().mapToInt(Outcome::requests).sum();
  }

  private static void assertRowsAreTheTruth(World world, List<FinishedShard> shards, Object of) {
    for (FinishedShard.Answer answer : Reading.answers(shards)) {
      assertWithMessage("%s: %s", of, answer.outcome())
          .that(Reading.cells(answer.rows()))
          .isEqualTo(Reading.truth(world, answer));
      assertThat(answer.outcome().rows()).isEqualTo(answer.rows().size());
    }
  }

  // Successful runs.

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void read_fourKindsOfReports_rowsEqualTheTruthAndEveryRequestIsSentOnce(long seed)
      throws Exception {
    World world = world(seed).channels(5).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());

      List<FinishedShard> shards =
          Reading.run(reading(google).withReports(Reports.builtInReports()));

      assertRowsAreTheTruth(world, shards, "seed " + seed);
      int ofVideos = world.channels().stream().mapToInt(one -> retained(world, one)).sum();
      assertThat(Reading.outcomes(shards))
          .hasSize(
              5 * (requestsAChannel() - 1)
                  + world.channels().stream()
                      .mapToInt(one -> Math.max(1, retained(world, one)))
                      .sum());
      // A report of every video needs a second query for its totals; four lists need none. Audience
      // retention needs a query that chooses the videos, and one of each. A report of groups needs
      // one request that identifies the channel, and the list.
      int queries = 5 * (requestsAChannel() - 3) + ofVideos;
      assertThat(google.recordedCalls(Call.Kind.REPORT)).hasSize(queries);
      assertThat(google.recordedCalls(Call.Kind.GROUPS)).hasSize(5 * 2);
      assertThat(sent(shards)).isEqualTo(queries + 5 * 2);
      assertThat(google.recordedCalls(Call.Kind.TOKEN)).hasSize(5);
      // For the place of the uploads, and for what the channel is.
      assertThat(google.recordedCalls(Call.Kind.CHANNELS)).hasSize(5 * 2);
      assertThat(google.recordedCalls(Call.Kind.VIDEOS)).hasSize(pagesOfUploads(world));
      assertThat(google.recordedCalls(Call.Kind.PLAYLISTS)).hasSize(5 * 2);
      assertThat(google.recordedCalls(Call.Kind.PLAYLIST_ITEMS))
          .hasSize(pagesOfUploads(world) + pagesOfPlaylists(world));
      assertThat(units(shards)).isEqualTo(2 * pagesOfUploads(world) + 20 + pagesOfPlaylists(world));
    }
  }

  private static int retained(World world, SimulatedChannel channel) {
    ReportDefinition retention = Reports.find("audience_retention").orElseThrow();
    return ReportTruth.chosen(
            world, retention, channel.id(), new DateRange(Reading.FIRST, Reading.LAST))
        .size();
  }

  private static int pagesOfUploads(World world) {
    return world.channels().stream().mapToInt(one -> (one.videoCount() + 49) / 50).sum();
  }

  private static int pagesOfPlaylists(World world) {
    return world.channels().stream()
        .flatMap(channel -> world.playlistResources(channel.id()).stream())
        .mapToInt(
            playlist ->
                Math.max(
                    1, (((Long) playlist.get("contentDetails.itemCount")).intValue() + 49) / 50))
        .sum();
  }

  private static int units(List<FinishedShard> shards) {
    return Reading.outcomes(shards).stream()
        .mapToInt(outcome -> outcome.dataApiUnits() == null ? 0 : outcome.dataApiUnits())
        .sum();
  }

  /** What was put off is gone on with in stretches that claim nothing. */
  @Test
  void read_checkpointsWithinAList_everyVideoIsFetchedOnce() throws Exception {
    World world =
        world(16)
            .channel(SimulatedChannel.named("long").videoCount(700).build())
            .channel(SimulatedChannel.named("short").videoCount(3).build())
            .build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());
      google
          .faults()
          .on(
              call -> call.kind() == Call.Kind.PLAYLIST_ITEMS,
              Fault.delay(Duration.ofMillis(150)),
              Integer.MAX_VALUE);

      List<FinishedShard> shards =
          Reading.run(
              reading(google)
                  .withCheckpointInterval(Duration.ofSeconds(1))
                  .withReports(
                      Reports.find("video_daily").orElseThrow(),
                      Reports.find("videos").orElseThrow()));

      assertThat(Reading.endings(shards))
          .containsExactly(
              "long video_daily: OK",
              "long videos: OK",
              "short video_daily: OK",
              "short videos: OK");
      for (SimulatedChannel channel : world.channels()) {
        List<String> asked =
            shards.stream()
                .filter(shard -> shard.shard().report().equals("video_daily"))
                .filter(shard -> channel.id().equals(shard.shard().channel().channelId()))
                .flatMap(shard -> shard.answers().stream())
                .flatMap(answer -> answer.videos().stream())
                .toList();
        assertThat(asked).containsExactlyElementsIn(channel.videos());
      }
    }
  }

  private static int requestsAChannel() {
    return Reports.builtInReports().stream().mapToInt(report -> report.perDay() ? 4 : 1).sum();
  }

  @Test
  void read_channelsOfAContentOwner_rowsEqualTheTruthOfEach() throws Exception {
    SimulatedChannel one = SimulatedChannel.named("one").build();
    SimulatedChannel two = SimulatedChannel.named("two").build();
    World world = world(14).contentOwner("network", one, two).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecord(tokens(), world.contentOwners().get(0));

      List<FinishedShard> shards =
          Reading.run(reading(google).withReports(Reports.builtInReports()));

      assertRowsAreTheTruth(world, shards, "a content owner");
      assertThat(
              Reading.outcomes(shards).stream()
                  .map(outcome -> outcome.contentOwner() + " " + outcome.channelId())
                  .distinct()
                  .toList())
          .containsExactly("network " + one.id(), "network " + two.id(), "network network");
      assertThat(google.recordedCalls(Call.Kind.TOKEN)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(EmptyRows.class)
  void read_unusualNamesHugeNumbersAndNoRows_equalTheApisValues(EmptyRows form) throws Exception {
    World world =
        world(21)
            .channel(
                SimulatedChannel.named("odd").oddNames(true).hugeMinutes(true).lateDays(0).build())
            .channel(SimulatedChannel.named("empty").inactiveShare(1).build())
            .build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.emptyRows(form).writeTokenRecords(tokens());

      List<FinishedShard> shards =
          Reading.run(
              reading(google)
                  .withReports(
                      Reading.report("channel_daily"),
                      Reading.report("geography_daily"),
                      Reading.report("top_videos_daily")));

      assertRowsAreTheTruth(world, shards, form);
      assertThat(Reading.endings(shards))
          .containsAtLeast(
              "empty channel_daily: EMPTY",
              "empty geography_daily: EMPTY",
              "empty top_videos_daily: EMPTY",
              "odd channel_daily: OK");
    }
  }

  @Test
  void read_selectedChannels_requestsOnlyThese() throws Exception {
    World world = world(22).channels(4).build();
    List<SimulatedChannel> channels = world.channels();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());

      List<FinishedShard> shards =
          Reading.run(
              reading(google)
                  .withChannels(channels.get(2).handle(), channels.get(0).id(), "UCnope"));

      assertThat(
              Reading.outcomes(shards).stream()
                  .map(outcome -> outcome.tokenRecord() + " " + outcome.cause())
                  .distinct()
                  .toList())
          .containsExactly(
              channels.get(0).handle() + " null",
              channels.get(2).handle() + " null",
              "UCnope RECORD_INVALID");
      assertThat(
              google.recordedCalls().stream()
                  .map(RecordedCall::call)
                  .map(Call::channelId)
                  .distinct()
                  .toList())
          .containsExactly(channels.get(0).id(), channels.get(2).id());
    }
  }

  @Test
  void read_nothingToRead_failsInsteadOfEndingEmpty() throws Exception {
    try (SimulatedGoogle google = SimulatedGoogle.start(world(22).channels(1).build())) {
      AnalytixIO.Read empty = reading(google);
      Files.createDirectories(tokens());

      Pipeline.PipelineExecutionException failed =
          assertThrows(Pipeline.PipelineExecutionException.class, () -> Reading.run(empty));

      assertThat(failed).hasMessageThat().contains("the token store has no token records");
      assertThrows(IllegalArgumentException.class, () -> empty.withChannels("a", " "));
      assertThat(
              assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      Pipeline.create()
                          .apply(
                              AnalytixIO.read()
                                  .withTokenStore(FileTokenStore.in("tokens"))
                                  .withClientSecrets(ClientSecretsSource.file("client.json"))
                                  .withReports(
                                      ReportDefinition.named("ranged")
                                          .dimensions("country")
                                          .metrics("views")
                                          .every(TimeGrain.RANGE)
                                          .build()))))
          .hasMessageThat()
          .isEqualTo("report 'ranged' has every: range: set its first and last day");
      assertThat(google.recordedCalls()).isEmpty();
    }
  }

  // A failing channel does not affect others.

  @Test
  void read_failingChannels_haveACauseAndDoNotAffectOthers() throws Exception {
    World world =
        world(31)
            .channel(SimulatedChannel.named("good").build())
            .channel(SimulatedChannel.named("fine").build())
            .channel(SimulatedChannel.named("revoked").build())
            .channel(SimulatedChannel.named("mistaken").build())
            .channel(SimulatedChannel.named("absent").build())
            .channel(SimulatedChannel.named("named").build())
            .channel(SimulatedChannel.named("asked").build())
            .channel(
                SimulatedChannel.named("silent").scopes(SimulatedChannel.ANALYTICS_SCOPE).build())
            .channel(
                SimulatedChannel.named("unticked").scopes(SimulatedChannel.YOUTUBE_SCOPE).build())
            .build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      for (String usual : List.of("good", "fine", "revoked", "unticked")) {
        google.writeTokenRecord(tokens(), usual, world.channel(usual));
      }
      String named = world.channel("named").id();
      google.writeTokenRecord(tokens(), named, world.channel("named"), Optional.empty());
      google.writeTokenRecord(tokens(), "asked", world.channel("asked"), Optional.empty());
      google.writeTokenRecord(tokens(), "silent", world.channel("silent"), Optional.empty());
      google.writeTokenRecord(
          tokens(),
          "mistaken",
          world.channel("mistaken"),
          Optional.of(world.channel("absent").id()));
      google.writeTokenRecord(tokens(), "second", world.channel("good"));
      google.writeTokenRecord(tokens(), "third", world.channel("fine"), Optional.empty());
      Files.writeString(tokens().resolve("broken.json"), "{\"refresh_token\":");
      google.revoke(world.channel("revoked").id());

      List<FinishedShard> shards = Reading.run(reading(google));

      assertThat(Reading.endings(shards))
          .containsExactly(
              named + " channel_daily: OK",
              named + " geography_daily: " + answered(world, "named"),
              "asked channel_daily: OK",
              "asked geography_daily: " + answered(world, "asked"),
              "broken channel_daily: FAILED RECORD_INVALID",
              "broken geography_daily: FAILED RECORD_INVALID",
              "fine channel_daily: OK",
              "fine geography_daily: " + answered(world, "fine"),
              "good channel_daily: OK",
              "good geography_daily: " + answered(world, "good"),
              "mistaken channel_daily: FAILED IDENTITY_MISMATCH",
              "mistaken geography_daily: FAILED IDENTITY_MISMATCH",
              "revoked channel_daily: FAILED TOKEN_REVOKED",
              "revoked geography_daily: FAILED TOKEN_REVOKED",
              "second channel_daily: FAILED RECORD_INVALID",
              "second geography_daily: FAILED RECORD_INVALID",
              "silent channel_daily: FAILED RECORD_INVALID",
              "silent geography_daily: FAILED RECORD_INVALID",
              "third channel_daily: FAILED RECORD_INVALID",
              "third geography_daily: FAILED RECORD_INVALID",
              "unticked channel_daily: FAILED SCOPE_MISSING",
              "unticked geography_daily: FAILED SCOPE_MISSING");
      assertThat(Reading.outcomes(shards)).hasSize(11 * 5);
      assertThat(google.recordedCalls(Call.Kind.REPORT)).hasSize(sent(shards));
      assertRowsAreTheTruth(world, shards, "with bad channels");
      assertMessages(world, shards);

      for (String bad :
          List.of("revoked", "mistaken", "silent", "second", "third", "broken", "unticked")) {
        Files.delete(tokens().resolve(bad + ".json"));
      }
      List<String> others = List.of("good", "fine", "asked", named);
      assertThat(Reading.rows(Reading.run(Reading.of(google, folder)), others))
          .isEqualTo(Reading.rows(shards, others));
    }
  }

  private static String answered(World world, String handle) {
    long empty =
        Reading.FIRST
            .datesUntil(Reading.LAST.plusDays(1))
            .filter(
                day ->
                    world
                        .truth(
                            world.channel(handle).id(),
                            List.of("country"),
                            List.of("views"),
                            day,
                            day)
                        .isEmpty())
            .count();
    return empty == 0 ? "OK" : "EMPTY, OK";
  }

  private static void assertMessages(World world, List<FinishedShard> shards) {
    Map<String, List<Outcome>> failed =
        Reading.outcomes(shards).stream()
            .filter(outcome -> outcome.cause() != null)
            .collect(Collectors.groupingBy(Outcome::tokenRecord));
    for (List<Outcome> outcomes : failed.values()) {
      Outcome one = outcomes.get(0);
      assertThat(one.retryable()).isFalse();
      assertThat(one.remedy()).isNotEmpty();
      assertThat(outcomes.stream().map(Outcome::message).distinct().toList()).hasSize(1);
    }
    assertThat(failed.get("mistaken").get(0).message())
        .isEqualTo(
            "the tokens of record 'mistaken' belong to channel "
                + world.channel("mistaken").id()
                + " (mistaken), but the record names "
                + world.channel("absent").id());
    assertThat(failed.get("second").get(0).message())
        .isEqualTo(
            "a second token record of channel " + world.channel("good").id() + ": 'good' is used");
    assertThat(failed.get("third").get(0).message())
        .isEqualTo(
            "a second token record of channel " + world.channel("fine").id() + ": 'fine' is used");
    assertThat(failed.get("silent").get(0).remedy()).contains("Add channel_id");
    assertThat(failed.get("broken").get(0).message()).contains("not valid JSON");
    assertThat(failed.get("revoked").get(0).reason()).isEqualTo("invalid_grant");
    assertThat(failed.get("revoked").get(0).remedy()).isEqualTo(Cause.TOKEN_REVOKED.remedy());
  }

  @Test
  void read_channelWithoutRevenue_failsTheRevenueReportOnly() throws Exception {
    World world =
        world(32)
            .channel(SimulatedChannel.named("earning").build())
            .channel(SimulatedChannel.named("hobby").monetised(false).build())
            .build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());

      List<FinishedShard> shards =
          Reading.run(
              reading(google)
                  .withReports(
                      Reading.report("channel_revenue_daily"), Reading.report("channel_daily")));

      assertThat(Reading.endings(shards))
          .containsExactly(
              "earning channel_daily: OK",
              "earning channel_revenue_daily: OK",
              "hobby channel_daily: OK",
              "hobby channel_revenue_daily: FAILED FORBIDDEN");
      assertRowsAreTheTruth(world, shards, "money");
      assertThat(google.recordedCalls(Call.Kind.CHANNELS)).isEmpty();
    }
  }

  // Transient failures.

  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43})
  void read_transientFaultsOfEveryKind_rowsEqualTheTruthOnce(long seed) throws Exception {
    World world = world(seed).channels(6).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());
      google
          .faults()
          .next(2, Fault.TOKEN_UNAVAILABLE)
          .next(1, Fault.TOKEN_HTML)
          .randomly(
              seed,
              0.1,
              Fault.BACKEND_ERROR,
              Fault.INTERNAL_ERROR,
              Fault.BAD_GATEWAY,
              Fault.SERVICE_UNAVAILABLE,
              Fault.MINUTE_QUOTA,
              Fault.USER_QUOTA,
              Fault.LEGACY_RATE_LIMIT,
              Fault.LEGACY_USER_RATE_LIMIT,
              Fault.ERRORS_INSIDE_200,
              Fault.HTML_INSIDE_200,
              Fault.TRUNCATED_JSON,
              Fault.CUT_BODY,
              Fault.CONNECTION_RESET,
              Fault.EMPTY_RESPONSE,
              Fault.WRONG_COLUMN_COUNT,
              Fault.DUPLICATED_ROW,
              Fault.page(403),
              Fault.page(404),
              Fault.delay(Duration.ofMillis(20)));

      List<FinishedShard> shards =
          Reading.run(reading(google).withReports(Reports.builtInReports()));

      assertRowsAreTheTruth(world, shards, "seed " + seed);
      List<String> requests =
          Reading.answers(shards).stream()
              .map(
                  answer ->
                      answer.outcome().tokenRecord()
                          + " "
                          + answer.outcome().report()
                          + " "
                          + answer.outcome().startDate()
                          + (answer.videos().size() == 1 ? answer.videos() : ""))
              .toList();
      assertThat(requests).containsNoDuplicates();
      assertThat(requests)
          .hasSize(
              6 * (requestsAChannel() - 1)
                  + world.channels().stream()
                      .mapToInt(one -> Math.max(1, retained(world, one)))
                      .sum());
      List<Outcome> failed =
          Reading.outcomes(shards).stream()
              .filter(o -> o.cause() != null && o.cause() != Cause.FORBIDDEN)
              .toList();
      assertWithMessage("seed %s", seed).that(failed).isEmpty();
      assertThat(sent(shards)).isGreaterThan(requests.size());
    }
  }

  @Test
  void read_otherSchemaOfTheApi_isFinalAfterOneResponse() throws Exception {
    World world = world(44).channels(3).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());
      google
          .faults()
          .on(
              call -> "country".equals(call.parameters().get("dimensions")),
              Fault.WRONG_HEADER_TYPE,
              Faults.FOREVER);

      List<FinishedShard> shards = Reading.run(reading(google));

      assertRowsAreTheTruth(world, shards, "other schema");
      assertThat(Reading.endings(shards))
          .containsAtLeast(
              world.channels().get(0).handle() + " channel_daily: OK",
              world.channels().get(0).handle() + " geography_daily: FAILED BAD_RESPONSE");
      assertThat(sent(shards)).isAtMost(Reading.outcomes(shards).size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONSUMER_SUSPENDED", "BILLING_DISABLED", "USER_PROJECT_DENIED"})
  void read_projectRefused_stopsTheRunAtItsFirstResponse(String reason) throws Exception {
    World world = world(45).channels(5).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());
      google.faults().next(Faults.FOREVER, Fault.projectRefused(reason));

      List<Outcome> outcomes = Reading.outcomes(Reading.run(reading(google)));

      assertThat(outcomes.stream().map(Outcome::cause).distinct().toList())
          .containsExactly(Cause.CLIENT_REJECTED);
      assertThat(outcomes.stream().map(Outcome::reason).distinct().toList())
          .containsExactly("forbidden");
      assertThat(google.recordedCalls(Call.Kind.REPORT)).hasSize(1);
    }
  }

  @Test
  void read_tokensThatExpireDuringARun_areRefreshedOncePerChannel() throws Exception {
    World world = world(51).channels(3).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());
      AtomicInteger count = new AtomicInteger();
      AT_EACH_REQUEST.set(
          () -> {
            if (count.incrementAndGet() == 8) {
              google.expireAccessTokens();
            }
          });

      List<FinishedShard> shards = Reading.run(monitored(reading(google)));

      assertRowsAreTheTruth(world, shards, "expired");
      assertThat(Reading.outcomes(shards).stream().filter(o -> o.cause() != null).toList())
          .isEmpty();
      assertThat(google.recordedCalls(Call.Kind.TOKEN).size()).isIn(List.of(4, 5, 6));
      assertThat(google.recordedCalls(Call.Kind.REPORT)).hasSize(sent(shards));
    }
  }

  @Test
  void read_consentWithdrawnDuringARun_failsThatChannelOnly() throws Exception {
    World world = world(52).channels(3).build();
    String victim = world.channels().get(1).id();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());
      AtomicInteger count = new AtomicInteger();
      AT_EACH_REQUEST.set(
          () -> {
            if (count.incrementAndGet() == 2) {
              google.revoke(victim);
            }
          });

      List<FinishedShard> shards = Reading.run(monitored(reading(google).withMaxInFlight(1)));

      assertRowsAreTheTruth(world, shards, "withdrawn");
      assertThat(
              Reading.outcomes(shards).stream()
                  .filter(o -> o.cause() != null)
                  .map(o -> o.channelId() + " " + o.cause())
                  .distinct()
                  .toList())
          .containsExactly(victim + " TOKEN_REVOKED");
    }
  }

  private static AnalytixIO.Read monitored(AnalytixIO.Read read) {
    return read.withMonitor(
        () ->
            new RunMonitor() {
              @Override
              public void sent(boolean again) {
                AT_EACH_REQUEST.get().run();
              }
            });
  }

  @Test
  void read_dayQuotaUsedUp_defersTheRestAndKeepsTheRows() throws Exception {
    World world = world(53).channels(4).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.dailyQuota(7).writeTokenRecords(tokens());

      List<FinishedShard> shards = Reading.run(reading(google).withMaxInFlight(2));

      assertRowsAreTheTruth(world, shards, "deferred");
      Map<String, Long> counts =
          Reading.outcomes(shards).stream()
              .collect(
                  Collectors.groupingBy(o -> String.valueOf(o.cause()), Collectors.counting()));
      assertThat(counts).containsExactly("null", 7L, "QUOTA_DAY", 13L);
      assertThat(google.recordedCalls(Call.Kind.REPORT).size()).isAtMost(9);
    }
  }

  @Test
  void read_invalidClient_sendsOneCallAndChangesNoRecord() throws Exception {
    World world = world(54).channels(6).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());
      AnalytixIO.Read read = reading(google);
      Path client = folder.resolve("client.json");
      Files.writeString(
          client, Files.readString(client).replaceAll("GOCSPX-planted-\\w+", "GOCSPX-other"));

      List<FinishedShard> shards = Reading.run(read);

      assertThat(
              Reading.outcomes(shards).stream()
                  .map(o -> o.status() + " " + o.cause())
                  .distinct()
                  .toList())
          .containsExactly("FAILED CLIENT_REJECTED");
      assertThat(Reading.outcomes(shards)).hasSize(6 * 5);
      assertThat(google.recordedCalls()).hasSize(1);
    }
  }

  @Test
  void read_rotatedRefreshToken_isInTheRecordAfterTheRun() throws Exception {
    World world = world(55).channels(2).build();
    SimulatedChannel channel = world.channels().get(0);
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());
      google.rotateRefreshToken(channel.id());

      Reading.run(reading(google));

      assertThat(Files.readString(tokens().resolve(channel.handle() + ".json")))
          .contains(google.refreshToken(channel.id()));
    }
  }

  @Test
  void read_rotatedRefreshTokenAndReadOnlyStore_continuesWithAWarningAndCounts() throws Exception {
    World world = world(57).channels(3).build();
    SimulatedChannel renewed = world.channels().get(0);
    AtomicLong denied = new AtomicLong();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());
      String before = Files.readString(tokens().resolve(renewed.handle() + ".json"));
      google.rotateRefreshToken(renewed.id());
      String folderName = tokens().toString();

      List<FinishedShard> shards =
          Reading.run(
              reading(google).withTokenStore(() -> new ReadOnly(folderName)),
              pipeline -> pipeline,
              result -> denied.set(Counters.attempted(result, Counters.WRITE_BACKS_DENIED)));

      assertRowsAreTheTruth(world, shards, "a store that refuses writing");
      assertThat(Reading.outcomes(shards)).hasSize(3 * 5);
      for (Outcome outcome : Reading.outcomes(shards)) {
        assertThat(outcome.status()).isAnyOf(Status.OK, Status.EMPTY);
        boolean told = outcome.tokenRecord().equals(renewed.handle());
        assertThat(String.valueOf(outcome.message()))
            .isEqualTo(
                told
                    ? "Google rotated the refresh token, but the store did not save it"
                        + " (read-only store): the next run may fail to refresh it"
                    : "null");
        assertThat(String.valueOf(outcome.remedy()).contains("write")).isEqualTo(told);
      }
      assertThat(denied.get()).isEqualTo(1);
      assertThat(Files.readString(tokens().resolve(renewed.handle() + ".json"))).isEqualTo(before);
    }
  }

  /** The records of a folder, which it does not change. */
  private static final class ReadOnly implements TokenStore {
    private final TokenStore records;

    ReadOnly(String folder) {
      records = FileTokenStore.in(folder).open();
    }

    @Override
    public List<String> names() throws IOException {
      return records.names();
    }

    @Override
    public TokenRecord read(String name) throws TokenRecordException, IOException {
      return records.read(name);
    }

    @Override
    public boolean replace(String name, TokenRecord read, TokenRecord changed) throws IOException {
      throw new TokenStoreDeniedException("read-only store");
    }
  }

  @Test
  void read_longerThanACheckpointInterval_checkpointsWithoutLossOrRepetition() throws Exception {
    World world = world(56).channels(12).build();
    try (SimulatedGoogle google = SimulatedGoogle.start(world)) {
      google.writeTokenRecords(tokens());

      // 60 requests take three seconds at this rate: three checkpoint intervals of one second.
      List<FinishedShard> shards =
          Reading.run(
              reading(google)
                  .withQuota(Quota.perMinute(1200))
                  .withCheckpointInterval(Duration.ofSeconds(1)));

      assertThat(Reading.outcomes(shards)).hasSize(12 * (1 + 4));
      assertThat(google.recordedCalls(Call.Kind.REPORT)).hasSize(12 * (1 + 4));
      assertThat(google.recordedCalls(Call.Kind.TOKEN)).hasSize(12);
      assertRowsAreTheTruth(world, shards, "paused");
    }
  }

  // Invalid settings.

  @Test
  void with_invalidValues_throwIllegalArgumentException() {
    AnalytixIO.Read read = AnalytixIO.read();
    for (int requests : new int[] {0, -1, 513}) {
      assertThrows(IllegalArgumentException.class, () -> read.withMaxInFlight(requests));
    }
    assertThrows(IllegalArgumentException.class, () -> Quota.perMinute(0));
    assertThrows(IllegalArgumentException.class, () -> read.withReports(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> read.withReports(Reading.report("channel_daily"), Reading.report("channel_daily")));
    assertThrows(IllegalArgumentException.class, () -> read.withDates(TODAY, TODAY.minusDays(1)));
    assertThrows(
        IllegalArgumentException.class, () -> read.withCheckpointInterval(Duration.ofMillis(999)));
    assertThrows(
        IllegalArgumentException.class, () -> read.withCheckpointInterval(Duration.ofMinutes(11)));
    org.apache.beam.sdk.Pipeline pipeline = org.apache.beam.sdk.Pipeline.create();
    assertThat(assertThrows(IllegalStateException.class, () -> pipeline.apply(read)))
        .hasMessageThat()
        .isEqualTo("withTokenStore is required");
  }
}
