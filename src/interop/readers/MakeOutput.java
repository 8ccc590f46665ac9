// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

import io.analytix.beam.pipelines.cli.Analytix;
import io.analytix.beam.pipelines.parquet.format.ParquetContent;
import io.analytix.beam.pipelines.parquet.format.ParquetSchema;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes an output with the command, from a simulated Google, and the figures that each reader has to
 * find in it: one line per cell, of the cell and the figure.
 */
public final class MakeOutput {
  private static final LocalDate FIRST = LocalDate.parse("2026-01-30");
  private static final LocalDate LAST = LocalDate.parse("2026-02-02");

  private final Path folder;
  private final World world;
  private final SimulatedGoogle google;

  private MakeOutput(Path folder) throws IOException {
    this.folder = folder;
    this.world = world();
    this.google = SimulatedGoogle.start(world);
    google.writeTokenRecords(Files.createDirectories(folder.resolve("tokens")));
    google.writeClientSecrets(folder.resolve("client_secret.json"));
  }

  /** Three channels, one hides its subscribers; money has nine places and 19 digits, views are beyond 2^53. */
  private static World world() {
    World.Builder builder = World.builder(1).today(LocalDate.parse("2026-03-10"));
    for (String name : List.of("Alpha", "Beta", "Gamma")) {
      builder.channel(
          SimulatedChannel.named(name).monetised(true).lateDays(0).lateMoneyDays(0).build());
    }
    World world = builder.build();
    long odd = 1;
    for (SimulatedChannel channel : world.channels()) {
      world.editChannel(channel.id()).subscribersHidden(channel.title().equals("Beta"));
      for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
        odd += 2;
        world.setTotals(
            channel.id(),
            day,
            Map.of(
                "views", (1L << 53) + odd,
                "likes", odd,
                "estimatedRevenue", 1_234_567_890_123_456_789L + odd));
      }
    }
    return world;
  }

  public static void main(String[] arguments) throws IOException {
    MakeOutput output = new MakeOutput(Path.of(arguments[0]));
    try (output.google) {
      output.make();
    }
  }

  /** Alpha's files lack the added column, Beta's have it in February, Gamma's have it. */
  private void make() throws IOException {
    List<SimulatedChannel> channels = world.channels();
    Instant start = Instant.now();
    run("[views]", channels.subList(0, 2), FIRST);
    run("[views, likes]", channels.subList(1, 2), LAST.withDayOfMonth(1));
    run("[views, likes]", channels.subList(2, 3), FIRST);
    Instant end = Instant.now();
    truth(start, end);
  }

  /** Fetches the reports of these channels, the first one with these metrics. */
  private void run(String metrics, List<SimulatedChannel> channels, LocalDate first)
      throws IOException {
    Path reports =
        Files.writeString(
            folder.resolve("reports.yaml"),
            """
            reports:
              - {name: counts_daily, dimensions: [day], metrics: %s}
              - {name: money_daily, dimensions: [day], metrics: [estimatedRevenue]}
            """
                .formatted(metrics));
    PrintWriter err = new PrintWriter(System.err, true);
    int exitCode =
        Analytix.run(
            err,
            err,
            "run",
            "--tokenRecords=file:" + folder.resolve("tokens"),
            "--clientSecrets=file:" + folder.resolve("client_secret.json"),
            "--youtubeAnalyticsEndpoint=" + google.apiRootUrl(),
            "--youtubeDataEndpoint=" + google.dataApiRootUrl(),
            "--reports=channels",
            "--reportsFile=" + reports,
            "--channels=" + String.join(",", channels.stream().map(SimulatedChannel::id).toList()),
            "--startDate=" + first,
            "--endDate=" + LAST,
            "--monthFiles",
            "--output=" + folder.resolve("output"));
    if (exitCode != 0) {
      throw new IOException("the run ended with exit code " + exitCode);
    }
  }

  /** The figures of the world, and of {@code fetched_at} those of the files themselves. */
  private void truth(Instant start, Instant end) throws IOException {
    List<Long> views = new ArrayList<>();
    List<BigDecimal> revenue = new ArrayList<>();
    List<Long> likes = new ArrayList<>();
    Map<String, Integer> months = new TreeMap<>();
    for (SimulatedChannel channel : world.channels()) {
      for (Map<String, Object> row :
          world.truth(
              channel.id(),
              List.of("day"),
              List.of("views", "likes", "estimatedRevenue"),
              FIRST,
              LAST)) {
        String day = row.get("day").toString();
        views.add(Long.valueOf(row.get("views").toString()));
        revenue.add(new BigDecimal(row.get("estimatedRevenue").toString()).setScale(9));
        if (channel.title().equals("Gamma")
            || channel.title().equals("Beta") && day.startsWith("2026-02")) {
          likes.add(Long.valueOf(row.get("likes").toString()));
        }
        months.merge(day.substring(0, 7), 1, Integer::sum);
      }
    }
    String sums =
        "%d rows, views %d, likes %d in %d"
            .formatted(views.size(), sum(views), sum(likes), likes.size());
    BigDecimal money = revenue.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    List<Long> fetched = fetched();
    long oldest = fetched.get(0);
    long newest = fetched.get(fetched.size() - 1);
    if (oldest < start.toEpochMilli() || newest > end.toEpochMilli()) {
      throw new IOException("fetched_at is not between " + start + " and " + end + ": " + fetched);
    }
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("opens", views.size() + " rows");
    figures.put("partitions", "2026-01: %s, 2026-02: %s".formatted(months.values().toArray()));
    figures.put("money exact", "%1$s up to %2$s, %1$s in the month files".formatted(money, Collections.max(revenue)));
    figures.put("64-bit exact", sum(views) + " up to " + Collections.max(views));
    figures.put("days", FIRST + " to " + LAST);
    figures.put("instants", oldest * 1000 + " to " + newest * 1000);
    figures.put("added column", "%d in %d of %d".formatted(sum(likes), likes.size(), views.size()));
    figures.put("flags", "1 of " + world.channels().size());
    figures.put("month files", sums);
    List<String> lines = new ArrayList<>();
    figures.forEach((cell, figure) -> lines.add(cell + "\t" + figure));
    Files.write(folder.resolve("truth.tsv"), lines);
  }

  private static long sum(List<Long> numbers) {
    return numbers.stream().reduce(0L, Math::addExact);
  }

  /** The different times at which rows of the counts were fetched, in milliseconds since 1970, in order. */
  private List<Long> fetched() throws IOException {
    ParquetSchema columns =
        new ParquetSchema(
            ReportSchema.of(
                    ReportDefinition.named("counts_daily").dimensions("day").metrics("views", "likes").build())
                .schema());
    Set<Long> fetched = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder.resolve("output/counts_daily"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        try (ParquetContent content = ParquetContent.open(Files.readAllBytes(file))) {
          content
              .rows(columns)
              .forEach(row -> fetched.add(row.getDateTime("fetched_at").toInstant().getMillis()));
        }
      }
    }
    return List.copyOf(fetched);
  }
}
