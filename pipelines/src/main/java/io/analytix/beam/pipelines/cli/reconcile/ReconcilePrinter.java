// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.reconcile;

import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.JsonOutput;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.console.Table;
import io.analytix.beam.pipelines.cli.reconcile.Reconciliation.Difference;
import io.analytix.beam.pipelines.cli.reconcile.Reconciliation.Pair;
import io.analytix.beam.pipelines.output.ReconcileStatement;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints how much the two halves differ. */
final class ReconcilePrinter {
  private static final int MAX_DIFFERENCES = 10;

  private final PrintWriter out;
  private final CliEnvironment environment;

  ReconcilePrinter(PrintWriter out, CliEnvironment environment) {
    this.out = out;
    this.environment = environment;
  }

  void print(Reconciliation both) {
    Table table =
        new Table(environment.outColors())
            .left("METRIC")
            .right("DAYS")
            .right("DIFFER")
            .right("BULK FILES")
            .right("CHANNEL_DAILY")
            .right("DIFFERENCE");
    for (String metric : both.metrics()) {
      List<Difference> pairs = both.pairs(metric);
      Pair sums = both.sums(metric);
      table.row(
          metric,
          pairs.size(),
          pairs.stream().filter(one -> one.pair().differs()).count(),
          number(sums.bulk()),
          number(sums.daily()),
          share(sums));
    }
    table.lines(environment.outWidth()).forEach(out::println);
    out.println();
    List<Difference> differences = both.differences();
    if (!differences.isEmpty()) {
      Table greatest =
          new Table(environment.outColors())
              .left("CHANNEL")
              .left("DAY")
              .left("METRIC")
              .right("BULK FILES")
              .right("CHANNEL_DAILY")
              .right("DIFFERENCE");
      differences.stream()
          .limit(MAX_DIFFERENCES)
          .forEach(
              one ->
                  greatest.row(
                      one.channelId(),
                      one.day(),
                      one.metric(),
                      number(one.pair().bulk()),
                      number(one.pair().daily()),
                      share(one.pair())));
      greatest.lines(environment.outWidth()).forEach(out::println);
      if (differences.size() > MAX_DIFFERENCES) {
        out.println(
            Plurals.of(differences.size() - MAX_DIFFERENCES, "smaller difference") + ": --json.");
      }
      out.println();
    }
    out.printf(
        "Compared %s with channel_daily: %s of %s.%n",
        both.reportType(),
        Plurals.of(both.daysIn(ReconcileStatement.BOTH), "channel day"),
        Plurals.of(both.channels(), "channel"));
    out.printf(
        "Only in bulk files: %s. Only in channel_daily: %s.%n",
        Plurals.of(both.daysIn(ReconcileStatement.BULK), "channel day"),
        Plurals.of(both.daysIn(ReconcileStatement.DAILY), "channel day"));
    out.flush();
  }

  /** All days, for programs. */
  void printJson(Reconciliation both) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("report_type", both.reportType());
    all.put(
        "metrics", both.metrics().stream().map(metric -> json(metric, both.sums(metric))).toList());
    all.put(
        "days",
        both.days().stream()
            .map(
                day -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("channel_id", day.channelId());
                  one.put("day", day.day().toString());
                  one.put("found_in", day.foundIn());
                  one.put(
                      "metrics",
                      day.pairs().entrySet().stream()
                          .map(pair -> json(pair.getKey(), pair.getValue()))
                          .toList());
                  return one;
                })
            .toList());
    JsonOutput.print(all, out);
  }

  private static Map<String, Object> json(String metric, Pair pair) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metric", metric);
    json.put("bulk", pair.bulk());
    json.put("channel_daily", pair.daily());
    json.put("share", pair.share().orElse(null));
    return json;
  }

  private static String number(@Nullable BigDecimal number) {
    return number == null
        ? ""
        : String.format(Locale.ROOT, "%,.2f", number).replaceFirst("\\.?0+$", "");
  }

  private static String share(Pair pair) {
    return pair.share()
        .map(
            share ->
                share.movePointRight(2).setScale(2, RoundingMode.HALF_UP).toPlainString() + " %")
        .orElse("");
  }
}
