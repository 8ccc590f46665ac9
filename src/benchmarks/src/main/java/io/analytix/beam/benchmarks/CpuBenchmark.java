// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.management.OperatingSystemMXBean;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.Reports;
import io.analytix.beam.row.ReportSchema;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Compares the speed of converting responses to rows and Parquet files with that of a parser that
 * reads every token and ignores its value, alternating in one JVM. Without bounds.
 */
final class CpuBenchmark implements Benchmark {
  private static final DateRange YEAR =
      new DateRange(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31));
  private static final long ROUND_NANOS = 200_000_000;
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 9;
  private static final int BATCH = 10;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final JsonFactory JSON = new JsonFactory();

  /** Processes a response, and returns a number that depends on all of it. */
  @FunctionalInterface
  private interface Work {
    long once() throws IOException;
  }

  @Override
  public boolean run(Path folder, List<String> arguments) throws IOException {
    for (String name : arguments.isEmpty() ? reports() : arguments) {
      ReportDefinition report = Reports.find(name).orElseThrow();
      ReportSchema table = ReportSchema.of(report);
      DateRange dates = report.byDay() ? YEAR : new DateRange(YEAR.first(), YEAR.first());
      byte[] body = answer(report, dates);
      Work parse = () -> tokens(body);
      Work rows = () -> ResponseRows.of(table, dates, body).size();
      Work file = () -> ResponseRows.parquet(table, ResponseRows.of(table, dates, body)).length;
      double[][] speeds = measure(body.length, parse, rows, file, () -> values(body));
      Print.line(
          "%s, %,d rows, %,d bytes: parse %.0f MB/s, to rows %.0f MB/s, to Parquet %.0f MB/s",
          name, rows.once(), body.length, median(speeds[0]), median(speeds[1]), median(speeds[2]));
      Print.line("%-52s %10.3f", "to rows / parse", ratio(speeds[1], speeds[0]));
      Print.line("%-52s %10.3f", "to Parquet / parse", ratio(speeds[2], speeds[0]));
      Print.line("%-52s %10.3f", "to rows / parse and take", ratio(speeds[1], speeds[3]));
    }
    return true;
  }

  /** The reports with figures. */
  private static List<String> reports() {
    return Reports.builtInReports().stream()
        .filter(report -> !report.source().isSnapshot() && report.each() == null)
        .map(ReportDefinition::name)
        .toList();
  }

  private static byte[] answer(ReportDefinition report, DateRange dates) {
    Map<String, String> query =
        Map.of(
            "ids",
            "channel==benchmark",
            "startDate",
            dates.first().toString(),
            "endDate",
            dates.last().toString(),
            "dimensions",
            String.join(",", report.dimensions()),
            "metrics",
            String.join(",", report.metrics()));
    Function<String, List<String>> values =
        report.cap() == null
            ? name -> ApiValues.of(name).stream().sorted().toList()
            : ApiValues::of;
    return new PlainTable(query, 1, values).json().getBytes(StandardCharsets.UTF_8);
  }

  private static long tokens(byte[] body) throws IOException {
    long tokens = 0;
    try (JsonParser parser = JSON.createParser(body)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** As {@link #tokens}, and creates every string and number. */
  private static long values(byte[] body) throws IOException {
    long sum = 0;
    try (JsonParser parser = JSON.createParser(body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        sum +=
            switch (token) {
              case VALUE_STRING -> parser.getText().length();
              case VALUE_NUMBER_INT -> parser.getLongValue();
              case VALUE_NUMBER_FLOAT -> parser.getDecimalValue().scale();
              default -> 1;
            };
      }
    }
    return sum;
  }

  /** Megabytes per second of each kind of work, one figure per round. The kinds alternate. */
  private static double[][] measure(int bytes, Work... works) throws IOException {
    double[][] speeds = new double[works.length][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int i = 0; i < works.length; i++) {
        double speed = speed(bytes, works[i]);
        if (round >= 0) {
          speeds[i][round] = speed;
        }
      }
    }
    return speeds;
  }

  /**
   * Uses the processor time of the whole process, including garbage collection, so that other
   * processes do not count.
   */
  private static double speed(int bytes, Work work) throws IOException {
    long begun = PROCESS.getProcessCpuTime();
    long times = 0;
    long done = 0;
    while (PROCESS.getProcessCpuTime() - begun < ROUND_NANOS) {
      for (int i = 0; i < BATCH; i++) {
        done += work.once();
      }
      times += BATCH;
    }
    if (done < 0) {
      throw new IllegalStateException("no result");
    }
    return bytes * times * 1e3 / (PROCESS.getProcessCpuTime() - begun);
  }

  /** The median of the ratios within a round, as other load affects both alike. */
  private static double ratio(double[] speeds, double[] than) {
    double[] ratios = new double[speeds.length];
    Arrays.setAll(ratios, i -> speeds[i] / than[i]);
    return median(ratios);
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
