// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.analytix.beam.bulk.BulkArchive;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.pipelines.storage.FakeCloudStorage;
import io.analytix.beam.testing.BulkFile;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.MovableClock;
import io.analytix.beam.testing.RecordedCall;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.beam.sdk.extensions.gcp.options.GcsOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests a run sends, by the server's count. */
final class BulkCallsTest {
  private static final Instant START = Instant.parse("2026-10-01T09:00:00Z");

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock(START);

  @ParameterizedTest
  @CsvSource({
    // A user-made type, one that only YouTube makes, both, and one without a job.
    "content_owner_basic_a4, false, OK",
    "content_owner_ad_revenue_raw_a1, true, OK",
    "content_owner_basic_a4;content_owner_ad_revenue_raw_a1, true, OK",
    "content_owner_cards_a1, false, FAILED",
  })
  void run_contentOwner_isNamedInEveryCallAndSystemJobsAreListedIfNamed(
      String types, boolean system, Status status) throws Exception {
    World world =
        World.builder(4).contentOwner("acme", SimulatedChannel.named("managed").build()).build();
    world.bulk().createJob("acme", "content_owner_basic_a4", START.minus(Duration.ofDays(3)));
    world
        .bulk()
        .createJob("acme", "content_owner_ad_revenue_raw_a1", START.minus(Duration.ofDays(60)));
    List<String> wanted = List.of(types.split(";"));
    try (SimulatedGoogle google = SimulatedGoogle.start(world, clock);
        BulkNights nights = new BulkNights(world, google, clock, folder)) {
      List<Outcome> outcomes = nights.run(wanted, BulkNights.Steps.USUAL);

      assertThat(outcomes).isNotEmpty();
      for (Outcome outcome : outcomes) {
        assertWithMessage("%s", outcome).that(outcome.status()).isEqualTo(status);
        assertThat(outcome.contentOwner()).isEqualTo("acme");
        assertThat(outcome.channelId()).isNull();
      }
      for (Call call :
          calls(google, Call.Kind.JOBS, Call.Kind.JOB_REPORTS, Call.Kind.REPORT_TYPES)) {
        assertThat(call.parameters()).containsEntry("onBehalfOfContentOwner", "acme");
      }
      for (Call call : calls(google, Call.Kind.JOBS)) {
        assertThat(call.parameters().getOrDefault("includeSystemManaged", "false"))
            .isEqualTo(String.valueOf(system));
      }
      for (String type : wanted) {
        if (status == Status.OK) {
          assertThat(BulkRowText.table(folder.resolve("output"), type))
              .isEqualTo(truth(world, List.of("acme"), type, START));
        }
      }
    }
  }

  @Test
  void run_intoCloudStorage_tableAndArchiveAreThoseOfTheFiles() throws Exception {
    World world = World.builder(6).channel(SimulatedChannel.named("a").build()).build();
    String channel = world.channel("a").id();
    String type = "channel_traffic_source_a3";
    world.bulk().history(BulkHistory.EVENTFUL);
    world.bulk().createJob(channel, type, START.minus(Duration.ofDays(3)));
    try (FakeCloudStorage storage = FakeCloudStorage.start();
        SimulatedGoogle google = SimulatedGoogle.start(world, clock)) {
      GcsOptions options = PipelineOptionsFactory.create().as(GcsOptions.class);
      options.setGcsEndpoint(storage.endpoint());
      ParquetOutput output = ParquetOutput.at("gs://lake-of-tests/youtube", options);
      try (BulkNights nights = new BulkNights(world, google, clock, folder, output);
          BulkArchive archive = ParquetOutput.at("gs://lake-of-tests/archive", options).archive()) {
        nights.run(List.of(type), BulkNights.Steps.USUAL, false, archive);
        int downloads = google.recordedCalls(Call.Kind.MEDIA).size();

        assertThat(nights.run(List.of(type), BulkNights.Steps.USUAL)).isEmpty();

        assertThat(google.recordedCalls(Call.Kind.MEDIA)).hasSize(downloads);
        for (Map.Entry<String, FakeCloudStorage.StoredObject> object :
            storage.objects().entrySet()) {
          Path copy = folder.resolve(object.getKey());
          Files.createDirectories(copy.getParent());
          Files.write(copy, object.getValue().content().getBytes(ISO_8859_1));
        }
        assertThat(BulkRowText.table(folder.resolve("youtube"), type))
            .isEqualTo(truth(world, List.of(channel), type, START));
        int kept = 0;
        for (BulkFile file : world.bulk().files(channel, type, START)) {
          Path copy =
              folder.resolve(
                  "archive/%s/%s/%s.%s.csv.gz".formatted(type, channel, file.day(), file.id()));
          if (Files.exists(copy)) {
            kept++;
            try (InputStream gzip = new GZIPInputStream(Files.newInputStream(copy))) {
              assertThat(new String(gzip.readAllBytes(), UTF_8)).isEqualTo(file.csv());
            }
          }
        }
        assertThat(kept).isEqualTo(downloads);
      }
    }
  }

  @Test
  void run_daysBudget_defersWhatIsLeftAndTheNextDaysGoOn() throws Exception {
    World world = World.builder(8).channel(SimulatedChannel.named("a").build()).build();
    String channel = world.channel("a").id();
    String type = "channel_basic_a3";
    world.bulk().createJob(channel, type, START.minus(Duration.ofDays(10)));
    int budget = 17;
    BulkNights.Steps steps = new BulkNights.Steps(store -> store, () -> {}, budget);
    try (SimulatedGoogle google = SimulatedGoogle.start(world, clock);
        BulkNights nights = new BulkNights(world, google, clock, folder)) {
      int files = world.bulk().files(channel, type, START).size();
      Instant last = START;
      int stored = 0;
      while (stored < files) {
        int before = google.reportingRequestsUsed();
        assertThat(before).isEqualTo(0);

        List<Outcome> outcomes = nights.run(List.of(type), steps);

        assertThat(google.reportingRequestsUsed()).isAtMost(budget);
        Map<Status, Long> statuses =
            outcomes.stream()
                .collect(Collectors.groupingBy(Outcome::status, Collectors.counting()));
        long ok = statuses.getOrDefault(Status.OK, 0L);
        stored += (int) ok;
        if (stored < files) {
          assertThat(ok).isEqualTo(budget - 2);
          assertThat(statuses.get(Status.DEFERRED)).isEqualTo(files - stored);
          // A second run of the day has no budget left.
          assertThat(
                  nights.run(List.of(type), steps).stream()
                      .map(Outcome::status)
                      .filter(status -> status == Status.OK))
              .isEmpty();
          assertThat(google.reportingRequestsUsed()).isAtMost(budget);
        }
        last = clock.instant();
        clock.move(Duration.ofDays(1));
        files = world.bulk().files(channel, type, clock.instant()).size();
      }
      assertThat(BulkRowText.table(folder.resolve("output"), type))
          .isEqualTo(truth(world, List.of(channel), type, last));
    }
  }

  /** Of 100 channels with -Danalytix.bulkChannels=100. */
  @Test
  void run_manyChannelsAndTypes_sendsAsFewRequestsAsTheApiAllows() throws Exception {
    int channels = Integer.getInteger("analytix.bulkChannels", 1);
    World world = World.builder(9).channels(channels).build();
    world.bulk().history(new BulkHistory(3, 0.1, 0.05, 0.02, 0.1, 0.1));
    List<String> types =
        BulkReportTypes.all().stream()
            .filter(type -> type.audience() == BulkReportType.Audience.CHANNEL)
            .filter(type -> type.state() == BulkReportType.State.CURRENT)
            .map(BulkReportType::id)
            .limit(20)
            .toList();
    assertThat(types.size()).isAtLeast(19);
    List<String> ids = world.channels().stream().map(SimulatedChannel::id).toList();
    BulkNights.Steps steps = new BulkNights.Steps(store -> store, () -> {}, 1_000_000);
    try (SimulatedGoogle google = SimulatedGoogle.start(world, clock);
        BulkNights nights = new BulkNights(world, google, clock, folder)) {
      google.reportingDailyQuota(1_000_000);
      // The night before the first files: one list of jobs a channel, one request a job.
      nights.run(types, steps, true, BulkArchive.NONE);

      assertThat(count(google)).isEqualTo(ids.size() * (1 + types.size()));

      Map<String, LocalDate> read = new HashMap<>();
      int sent = count(google);
      for (int night = 0; night < 3; night++) {
        clock.move(Duration.ofDays(1));
        int files = 0;
        for (String id : ids) {
          for (String type : types) {
            files += needed(world.bulk().files(id, type, clock.instant()), id + type, read);
          }
        }

        nights.run(types, steps);

        int more = count(google) - sent;
        sent += more;
        int lists = ids.size() * (1 + types.size());
        System.out.printf(
            "%d channels x %d types, night %d: %d requests = %d lists + %d files%n",
            ids.size(), types.size(), night + 1, more, lists, files);
        assertWithMessage("night %s", night).that(more).isEqualTo(lists + files);
      }
    }
  }

  /** How many files are new and not older than one with rows. */
  private static int needed(List<BulkFile> files, String job, Map<String, LocalDate> read) {
    int needed = 0;
    Map<LocalDate, List<BulkFile>> days =
        files.stream().collect(Collectors.groupingBy(BulkFile::day));
    for (List<BulkFile> ofDay : days.values()) {
      for (int i = ofDay.size() - 1; i >= 0; i--) {
        BulkFile file = ofDay.get(i);
        if (read.put(job + file.id(), file.day()) == null) {
          needed++;
        }
        if (!file.rows().isEmpty()) {
          break;
        }
      }
    }
    return needed;
  }

  private static int count(SimulatedGoogle google) {
    return calls(
            google, Call.Kind.JOBS, Call.Kind.JOB_REPORTS, Call.Kind.REPORT_TYPES, Call.Kind.MEDIA)
        .size();
  }

  private static List<Call> calls(SimulatedGoogle google, Call.Kind... kinds) {
    return Stream.of(kinds)
        .flatMap(kind -> google.recordedCalls(kind).stream())
        .map(RecordedCall::call)
        .toList();
  }

  private static List<String> truth(World world, List<String> owners, String type, Instant last) {
    List<String> rows = new ArrayList<>();
    for (String owner : owners) {
      world.bulk().truth(owner, type, START, last).forEach(row -> rows.add(BulkRowText.of(row)));
    }
    rows.sort(null);
    return rows;
  }
}
