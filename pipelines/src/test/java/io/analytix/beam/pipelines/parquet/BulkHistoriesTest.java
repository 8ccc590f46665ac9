// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import io.analytix.beam.testing.BulkFile;
import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.MovableClock;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.truth.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories of ten nights: whatever Google does to its files, the tables equal the newest files
 * with rows. A seed determines a history; more with {@code -Danalytix.histories=N}.
 */
final class BulkHistoriesTest {
  private static final int NIGHTS = 10;
  private static final Instant START = Instant.parse("2026-10-24T09:00:00Z");

  private static final String SYSTEM = "content_owner_ad_revenue_raw_a1";

  private static final List<String> OF_CHANNELS =
      List.of(
          "channel_basic_a3",
          "channel_traffic_source_a3",
          "channel_demographics_a1",
          "channel_reach_combined_a1",
          "channel_subtitles_a3",
          "playlist_traffic_source_a2");

  private static final List<String> OF_OWNERS =
      List.of(
          "content_owner_estimated_revenue_a1",
          "content_owner_asset_basic_a3",
          "content_owner_basic_a4",
          SYSTEM);

  /** What a download survives. */
  private static final Fault[] OF_MEDIA = {
    Fault.BACKEND_ERROR,
    Fault.SERVICE_UNAVAILABLE,
    Fault.CUT_BODY,
    Fault.CONNECTION_RESET,
    Fault.SHORT_BODY,
    Fault.UNLABELLED_GZIP,
    Fault.EMPTY_FILE,
    Fault.FILE_WITH_SHORT_ROW,
    Fault.FILE_WITHOUT_COLUMN,
    Fault.FILE_WITH_COLUMN_TWICE,
    Fault.FILE_WITH_OTHER_DATE,
    Fault.FILE_WITH_ROW_TWICE,
    Fault.FILE_WITH_QUOTES,
    Fault.FORBIDDEN,
    Fault.BAD_TOKEN,
    Fault.HTML_INSIDE_200
  };

  /** Files that YouTube makes by itself may well have rows twice, and of any day. */
  private static final Set<Fault> UNNOTICED =
      Set.of(Fault.FILE_WITH_OTHER_DATE, Fault.FILE_WITH_ROW_TWICE);

  private static final Fault[] OF_LISTS = {
    Fault.BACKEND_ERROR,
    Fault.SERVICE_UNAVAILABLE,
    Fault.CONNECTION_RESET,
    Fault.TRUNCATED_JSON,
    Fault.MINUTE_QUOTA
  };

  @TempDir Path folder;

  static LongStream seeds() {
    long first = Seed.get();
    return LongStream.range(0, Integer.getInteger("analytix.histories", 2)).map(n -> first + n);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tenNights_tablesEqualTheNewestFilesWithRows(long seed) throws Exception {
    try (History history = new History(seed, Files.createTempDirectory(folder, "history"))) {
      for (int night = 0; night < NIGHTS; night++) {
        history.night(night);
      }
    }
  }

  /** The jobs of an owner. */
  private record Job(String owner, String type) {}

  private static final class History implements AutoCloseable {
    private final long seed;
    private final Random random;
    private final MovableClock clock = new MovableClock(START);
    private final World world;
    private final SimulatedGoogle google;
    private final BulkNights nights;
    private final List<Job> jobs = new ArrayList<>();
    private final List<String> types;
    private final Path folder;
    private final boolean faulty;
    private final Set<String> added = new TreeSet<>();

    /** The content of each stored file, after the last night. */
    private Map<String, Long> seen = new TreeMap<>();

    private final Map<Path, List<String>> rows = new TreeMap<>();

    History(long seed, Path folder) throws IOException {
      this.seed = seed;
      this.folder = folder;
      random = new Random(seed);
      faulty = random.nextInt(3) == 0;
      World.Builder builder = World.builder(seed).channels(1 + random.nextInt(2));
      boolean owned = random.nextInt(2) == 0;
      if (owned) {
        builder.contentOwner("acme", SimulatedChannel.named("managed").build());
      }
      world = builder.build();
      google = SimulatedGoogle.start(world, clock);
      google.reportingPageSize(3 + random.nextInt(60));
      nights = new BulkNights(world, google, clock, folder);
      world.bulk().history(drawn());
      Set<String> chosen = new TreeSet<>();
      for (int i = 0; i < 2; i++) {
        String type = OF_CHANNELS.get(random.nextInt(OF_CHANNELS.size()));
        if (chosen.add(type)) {
          world.channels().forEach(channel -> create(channel.id(), type));
        }
        String ofOwner = OF_OWNERS.get(random.nextInt(OF_OWNERS.size()));
        if (owned && chosen.add(ofOwner)) {
          create("acme", ofOwner);
        }
      }
      types = List.copyOf(chosen);
    }

    private BulkHistory drawn() {
      return random.nextInt(4) == 0
          ? BulkHistory.QUIET
          : new BulkHistory(
              1 + random.nextInt(12),
              random.nextDouble() * 0.6,
              random.nextDouble() * 0.3,
              random.nextDouble() * 0.2,
              random.nextDouble() * 0.4,
              random.nextDouble());
    }

    private void create(String owner, String type) {
      // Files that faults keep from being fetched must not vanish within the ten nights.
      int age = random.nextInt(type.startsWith("content_owner_ad") ? 80 : 15);
      world.bulk().createJob(owner, type, clock.instant().minus(Duration.ofDays(age)));
      jobs.add(new Job(owner, type));
    }

    void night(int number) throws Exception {
      String what = "seed %s, night %s".formatted(seed, number);
      for (Job job : jobs) {
        event(job);
      }
      google.faults().clear();
      boolean disturbed = faulty && number < NIGHTS - 1;
      if (disturbed) {
        google
            .faults()
            .randomly(
                Call.Kind.MEDIA,
                random.nextLong(),
                0.3,
                Stream.of(OF_MEDIA)
                    .filter(fault -> !hasSystemType() || !UNNOTICED.contains(fault))
                    .toArray(Fault[]::new));
        google.faults().randomly(Call.Kind.JOB_REPORTS, random.nextLong(), 0.1, OF_LISTS);
        google.faults().randomly(Call.Kind.JOBS, random.nextLong(), 0.1, OF_LISTS);
      }
      Map<String, Long> before = seen;
      Map<Job, Map<LocalDate, BulkFile>> wanted = current(clock.instant());
      int downloads = media().size();

      List<Outcome> outcomes = nights.run(types, BulkNights.Steps.USUAL);

      Map<String, Long> after = files();
      if (!disturbed) {
        check(what, outcomes);
        checkFiles(what, before, after, downloads, wanted);
      }
      read(after);
      checkTables(what, failed(outcomes));
      if (!disturbed && random.nextInt(4) == 0) {
        again(what);
      }
      if (!faulty) {
        assertWithMessage("%s: downloads of the same file", what)
            .that(media())
            .containsNoDuplicates();
      }
      clock.move(Duration.ofHours(20 + random.nextInt(9)));
    }

    private boolean hasSystemType() {
      return types.contains(SYSTEM);
    }

    /** What happens to a job before a night. */
    private void event(Job job) {
      Instant now = clock.instant();
      List<BulkFile> files = world.bulk().files(job.owner(), job.type(), now);
      switch (random.nextInt(12)) {
        case 0 -> {
          if (!files.isEmpty()) {
            BulkFile any = files.get(random.nextInt(files.size()));
            world.bulk().reissue(job.owner(), job.type(), any.day(), now.minusSeconds(60));
          }
        }
        case 1 -> {
          // The same time as another file of the day.
          if (!files.isEmpty()) {
            BulkFile any = files.get(files.size() - 1);
            if (any.createTime().isAfter(now.minus(Duration.ofDays(2)))) {
              world.bulk().reissue(job.owner(), job.type(), any.day(), any.createTime());
            }
          }
        }
        case 2 -> {
          if (!files.isEmpty()) {
            BulkFile any = files.get(random.nextInt(files.size()));
            world
                .bulk()
                .publish(job.owner(), job.type(), any.day(), now.minusSeconds(30), List.of());
          }
        }
        case 3 -> {
          String name = "added_" + random.nextInt(3);
          if (added.add(job.type() + name)) {
            world.bulk().addColumn(job.type(), name, now.minus(Duration.ofHours(12)));
          }
        }
        case 4 -> {
          // Gone before the next night, seen in this one.
          if (!files.isEmpty() && !faulty) {
            BulkFile any = files.get(random.nextInt(files.size()));
            world.bulk().delete(any, now.plusSeconds(1));
          }
        }
        case 5 -> {
          if (random.nextInt(6) == 0) {
            world.bulk().expireJob(job.owner(), job.type(), now.plus(Duration.ofDays(2)));
          }
        }
        case 6 -> {
          if (random.nextInt(6) == 0) {
            world.bulk().retire(job.type(), now.plus(Duration.ofDays(1)));
          }
        }
        default -> {}
      }
    }

    /** Only jobs that ended may be complained about. */
    private void check(String what, List<Outcome> outcomes) {
      for (Outcome outcome : outcomes) {
        boolean ended =
            outcome.cause() == Cause.JOB_MISSING
                || outcome.cause() == Cause.REPORT_TYPE_RETIRED
                || (outcome.cause() == Cause.IDENTITY_MISMATCH && outcome.reportId() == null);
        assertWithMessage("%s: %s", what, outcome)
            .that(outcome.status() != Status.FAILED || ended)
            .isTrue();
      }
    }

    /** Only the days of files that are new have changed. */
    private void checkFiles(
        String what,
        Map<String, Long> before,
        Map<String, Long> after,
        int downloads,
        Map<Job, Map<LocalDate, BulkFile>> wanted) {
      Set<String> downloaded =
          media().stream().skip(downloads).collect(Collectors.toCollection(TreeSet::new));
      Set<String> days =
          wanted.entrySet().stream()
              .flatMap(
                  job ->
                      job.getValue().entrySet().stream()
                          .filter(day -> downloaded.contains(day.getValue().id()))
                          .map(day -> job.getKey().type() + " " + day.getKey()))
              .collect(Collectors.toSet());
      after.forEach(
          (file, content) -> {
            if (!content.equals(before.get(file))) {
              String day =
                  type(file)
                      + " "
                      + file.substring(file.length() - "2026-10-01.parquet".length())
                          .replace(".parquet", "");
              assertWithMessage("%s: %s has changed", what, file).that(days).contains(day);
            }
          });
      assertWithMessage("%s: files that vanished", what)
          .that(after.keySet())
          .containsAtLeastElementsIn(before.keySet());
    }

    private static String type(String file) {
      return file.substring(0, file.indexOf('/'));
    }

    /** Reads the files that have changed. */
    private void read(Map<String, Long> now) throws Exception {
      for (String type : types) {
        List<Path> changed =
            now.entrySet().stream()
                .filter(file -> type(file.getKey()).equals(type))
                .filter(file -> !file.getValue().equals(seen.get(file.getKey())))
                .map(file -> folder.resolve("output").resolve(file.getKey()))
                .toList();
        rows.putAll(BulkRowText.rows(changed, BulkRowText.added(type)));
      }
      seen = now;
    }

    private void checkTables(String what, Set<String> failed) throws Exception {
      for (String type : types) {
        List<String> truth = new ArrayList<>();
        for (Job job : jobs) {
          if (job.type().equals(type)) {
            world
                .bulk()
                .truth(job.owner(), type, START, clock.instant())
                .forEach(row -> truth.add(BulkRowText.of(row)));
          }
        }
        truth.sort(null);
        if (!failed.contains(type)) {
          assertWithMessage("%s: %s", what, type)
              .that(
                  rows.entrySet().stream()
                      .filter(file -> file.getKey().startsWith(folder.resolve("output/" + type)))
                      .flatMap(file -> file.getValue().stream())
                      .sorted()
                      .toList())
              .isEqualTo(truth);
        }
      }
    }

    /** A night without news: one listing of each job, no download, no change. */
    private void again(String what) throws Exception {
      Map<String, Long> before = seen;
      int downloads = media().size();
      nights.run(types, BulkNights.Steps.USUAL);
      assertWithMessage("%s: downloads without news", what).that(media()).hasSize(downloads);
      assertWithMessage("%s: files without news", what).that(files()).isEqualTo(before);
    }

    private static Set<String> failed(List<Outcome> outcomes) {
      return outcomes.stream()
          .filter(outcome -> outcome.status() == Status.FAILED)
          .filter(outcome -> outcome.cause() != Cause.REPORT_TYPE_RETIRED)
          .filter(outcome -> outcome.cause() != Cause.JOB_MISSING)
          .filter(outcome -> outcome.cause() != Cause.IDENTITY_MISMATCH)
          .map(Outcome::report)
          .collect(Collectors.toSet());
    }

    private Map<Job, Map<LocalDate, BulkFile>> current(Instant now) {
      Map<Job, Map<LocalDate, BulkFile>> current = new LinkedHashMap<>();
      jobs.forEach(
          job -> current.put(job, world.bulk().current(job.owner(), job.type(), START, now)));
      return current;
    }

    /** The ids of all files that were downloaded, in order. */
    private List<String> media() {
      return google.recordedCalls(Call.Kind.MEDIA).stream()
          .map(call -> call.call().path().replaceFirst(".*/", ""))
          .toList();
    }

    private Map<String, Long> files() throws IOException {
      Map<String, Long> files = new TreeMap<>();
      Path output = folder.resolve("output");
      if (!Files.isDirectory(output)) {
        return files;
      }
      try (Stream<Path> all = Files.walk(output)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String path = output.relativize(file).toString();
          if (!path.startsWith("_") && path.endsWith(".parquet")) {
            files.put(path, Arrays.hashCode(Files.readAllBytes(file)) + 0L);
          }
        }
      }
      return files;
    }

    @Override
    public void close() {
      nights.close();
      google.close();
    }
  }
}
