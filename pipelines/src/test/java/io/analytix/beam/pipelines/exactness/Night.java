// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.exactness;

import static java.util.stream.Collectors.toSet;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import io.analytix.beam.truth.ReportTruth;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** What happens to the channels of a world before a run, and which of its requests will fail. */
public final class Night {
  private static final Set<Call.Kind> REFUSED =
      Set.of(
          Call.Kind.REPORT,
          Call.Kind.CHANNELS,
          Call.Kind.VIDEOS,
          Call.Kind.PLAYLISTS,
          Call.Kind.PLAYLIST_ITEMS);

  private final Map<String, Set<String>> unlisted;
  private final World world;
  private final Random random;
  private final DateRange dates;
  private final Set<String> broken = new HashSet<>();
  private final Set<String> refused = new HashSet<>();

  public Night(World world, Random random, Map<String, Set<String>> unlisted) {
    this.unlisted = unlisted;
    this.world = world;
    this.random = random;
    world.advanceTo(world.today().plusDays(random.nextInt(4)));
    LocalDate last = world.today().minusDays(1 + (random.nextInt(4) == 0 ? random.nextInt(5) : 0));
    this.dates = new DateRange(last.minusDays(random.nextInt(5)), last);
  }

  /** The requested days. */
  public DateRange dates() {
    return dates;
  }

  /** Lets things happen to one channel. */
  public void touch(SimulatedChannel channel, List<ReportDefinition> reports) {
    for (int events = random.nextInt(5); events > 0; events--) {
      happen(channel.id());
    }
    if (reports.stream().anyMatch(report -> report.source().usesDataApi())) {
      MetadataChanges changes = new MetadataChanges(world, random);
      for (int events = random.nextInt(5); events > 0; events--) {
        changes.happen(channel.id());
      }
    }
    if (random.nextInt(20) == 0) {
      refused.add(channel.id());
    }
    for (ReportDefinition report : reports) {
      if (random.nextInt(6) == 0) {
        LocalDate day = report.byDay() ? dates.first() : anyDay();
        // A list of uploads is no report that could break.
        if (!report.source().isSnapshot()) {
          broken.add(key(channel.id(), report, day));
        }
      }
    }
  }

  private void happen(String channel) {
    LocalDate day = anyDay();
    switch (random.nextInt(12)) {
      case 0, 1 -> world.restate(channel, day);
      case 2 ->
          world.setTotals(channel, day, Map.of("views", 20L + random.nextInt(500), "likes", 3L));
      case 3 -> world.remove(channel, day, "country", random.nextBoolean() ? "US" : "IN");
      case 4 -> removeVideo(channel, day);
      case 5 -> world.suppressDay(channel, day);
      // The channel changed hands: its new owner sees nothing of the first days.
      case 6 ->
          dates.first().datesUntil(day.plusDays(1)).forEach(d -> world.suppressDay(channel, d));
      case 7 -> dates.days().forEach(d -> world.suppressDay(channel, d));
      case 8 -> dates.days().forEach(d -> world.restoreDay(channel, d));
      case 9 -> world.releaseLateDays(channel);
      default -> listOrUnlist(channel);
    }
  }

  /** A video appears on the list of uploads, or is no longer listed. */
  private void listOrUnlist(String channel) {
    List<String> videos = world.find(channel).orElseThrow().videos();
    String video = videos.get(random.nextInt(videos.size()));
    Set<String> hidden = unlisted.computeIfAbsent(channel, any -> new HashSet<>());
    if (hidden.remove(video)) {
      world.relistVideo(channel, video);
    } else {
      hidden.add(video);
      world.delistVideo(channel, video);
    }
  }

  private void removeVideo(String channel, LocalDate day) {
    List<String> videos = world.find(channel).orElseThrow().videos();
    world.remove(channel, day, "video", videos.get(random.nextInt(videos.size())));
  }

  private LocalDate anyDay() {
    long days = dates.days().count();
    return dates.first().plusDays(random.nextInt((int) days));
  }

  /** Whether the simulated Google answers this request with an internal error all night. */
  boolean isBroken(Call call) {
    return call.kind() == Call.Kind.REPORT
        && broken.contains(
            String.join(
                "|",
                call.channelId(),
                call.parameters().getOrDefault("dimensions", ""),
                call.parameters().get("metrics"),
                call.parameters().get("startDate")));
  }

  /** Whether the simulated Google forbids everything about the channel of this call. */
  boolean isRefused(Call call) {
    return REFUSED.contains(call.kind()) && refused.contains(call.channelId());
  }

  private static String key(String channel, ReportDefinition report, LocalDate day) {
    return String.join(
        "|",
        channel,
        String.join(",", report.dimensions()),
        String.join(",", report.metrics()),
        String.valueOf(day));
  }

  /** Puts into a table what the world says tonight, except for what fails. */
  public void answer(
      SimulatedChannel channel, ReportDefinition report, PlainTable table, int night) {
    answers(channel, report).forEach(answer -> table.take(answer, night));
  }

  /** What the world says tonight of a channel, except for what fails. */
  public List<NightAnswer> answers(SimulatedChannel channel, ReportDefinition report) {
    if (report.source().isSnapshot()) {
      return refused.contains(channel.id())
          ? List.of()
          : List.of(new NightAnswer(truth(channel, report, dates), Set.of()));
    }
    if (report.usesUploads()) {
      boolean answered = isAnswered(channel, report, dates.first());
      return answered
          ? List.of(new NightAnswer(truth(channel, report, dates), listed(channel)))
          : List.of();
    }
    Stream<DateRange> requested =
        report.byDay() ? Stream.of(dates) : dates.days().map(day -> new DateRange(day, day));
    return requested
        .filter(range -> isAnswered(channel, report, range.first()))
        .map(range -> new NightAnswer(truth(channel, report, range), Set.of()))
        .toList();
  }

  /** What it says of some videos. */
  public NightAnswer answer(
      SimulatedChannel channel, ReportDefinition reportOfThem, Set<String> videos) {
    return new NightAnswer(truth(channel, reportOfThem, dates), videos);
  }

  private Set<String> listed(SimulatedChannel channel) {
    return world.uploads(channel.id()).stream()
        .map(upload -> String.valueOf(upload.get("video")))
        .collect(toSet());
  }

  private boolean isAnswered(SimulatedChannel channel, ReportDefinition report, LocalDate first) {
    return !refused.contains(channel.id()) && !broken.contains(key(channel.id(), report, first));
  }

  private List<Map<String, Object>> truth(
      SimulatedChannel channel, ReportDefinition report, DateRange requested) {
    return ReportTruth.rows(world, report, channel.id(), requested);
  }
}
