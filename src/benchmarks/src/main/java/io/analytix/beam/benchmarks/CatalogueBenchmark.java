// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.analytix.beam.catalogue.Catalogue;
import io.analytix.beam.catalogue.ReportQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the processor time of validating 100,000 queries, compared with reading them from JSON.
 * Two of three queries are invalid, and get the nearest valid query.
 */
final class CatalogueBenchmark implements Benchmark {
  private static final int QUERIES = 100_000;
  private static final int WARM_UP = 4;
  private static final int ROUNDS = 7;
  private static final double MAX_SECONDS = 5;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final JsonFactory JSON = new JsonFactory();

  /** Processes all queries, and returns a number that depends on each. */
  @FunctionalInterface
  private interface Work {
    long once() throws IOException;
  }

  @Override
  public boolean run(Path folder, List<String> arguments) throws IOException {
    RandomQueries random =
        new RandomQueries(arguments.isEmpty() ? 7 : Long.parseLong(arguments.get(0)));
    List<ReportQuery> queries = Stream.generate(random::query).limit(QUERIES).toList();
    List<String> lines = queries.stream().map(CatalogueBenchmark::json).toList();
    Work validate = () -> valid(queries);
    Work read = () -> tokens(lines);
    double[] validating = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double validated = seconds(validate);
      double reading = seconds(read);
      if (round >= 0) {
        validating[round] = validated;
        ratios[round] = validated / reading;
      }
    }
    Print.line(
        "%,d queries, %,d of them valid: %,.0f a second",
        QUERIES, valid(queries), QUERIES / median(validating));
    Print.line("%-52s %10.3f", "to validate / to read from JSON", median(ratios));
    Figures figures = new Figures();
    figures.atMost("seconds for 100,000 queries", median(validating), MAX_SECONDS);
    return figures.good();
  }

  private static long valid(List<ReportQuery> queries) {
    return queries.stream().filter(query -> Catalogue.current().check(query).valid()).count();
  }

  private static long tokens(List<String> lines) throws IOException {
    long tokens = 0;
    for (String line : lines) {
      try (JsonParser parser = JSON.createParser(line)) {
        while (parser.nextToken() != null) {
          tokens += parser.getText().length();
        }
      }
    }
    return tokens;
  }

  /** Processor time of this thread, so that other processes do not count. */
  private static double seconds(Work work) throws IOException {
    long begun = THREADS.getCurrentThreadCpuTime();
    if (work.once() <= 0) {
      throw new IllegalStateException("no result");
    }
    return (THREADS.getCurrentThreadCpuTime() - begun) / 1e9;
  }

  private static String json(ReportQuery query) {
    return "{\"dimensions\": %s, \"metrics\": %s, \"filters\": %s, \"sort\": %s, \"maxResults\": %d}"
        .formatted(
            list(query.dimensions()),
            list(query.metrics()),
            list(query.filters().entrySet().stream().map(Object::toString).toList()),
            list(query.sort()),
            query.maxResults());
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "[]" : "[\"" + String.join("\", \"", names) + "\"]";
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
