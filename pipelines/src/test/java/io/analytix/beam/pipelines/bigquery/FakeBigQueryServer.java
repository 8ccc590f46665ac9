// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A {@link FakeBigQuery} in a process of its own, for {@code src/benchmarks/run bigquery}.
 *
 * <p>It prints its endpoint. For each line of its input it prints what it has done since the line
 * before; it exits when its input ends.
 */
final class FakeBigQueryServer {
  private FakeBigQueryServer() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    try (FakeBigQuery bigQuery = new FakeBigQuery(arguments[0], "EU");
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      out.println(bigQuery.endpoint());
      int calls = 0;
      int files = 0;
      int statements = 0;
      while (in.readLine() != null) {
        out.println(
            summary(
                rest(bigQuery.calls(), calls),
                rest(bigQuery.loaded(), files),
                rest(bigQuery.statements(), statements)));
        calls = bigQuery.calls().size();
        files = bigQuery.loaded().size();
        statements = bigQuery.statements().size();
      }
    }
    System.exit(0);
  }

  private static <T> List<T> rest(List<T> all, int from) {
    return all.subList(from, all.size());
  }

  private static String summary(List<String> calls, List<String> files, List<String> statements) {
    long jobs = calls.stream().filter(call -> call.startsWith("POST jobs")).count();
    return String.format(
        Locale.ROOT,
        "%d calls, %d jobs: %d statements (%s) and %d loads of %d files, %,d rows, %,d bytes",
        calls.size(),
        jobs,
        statements.size(),
        kinds(statements),
        jobs - statements.size(),
        files.size(),
        files.stream().mapToLong(file -> file.lines().count()).sum(),
        files.stream().mapToLong(String::length).sum());
  }

  private static String kinds(List<String> statements) {
    return statements.stream()
        .collect(
            Collectors.groupingBy(
                sql -> sql.stripLeading().split("\\s", 2)[0], Collectors.counting()))
        .entrySet()
        .stream()
        .map(kind -> kind.getValue() + " " + kind.getKey())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
