// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.internal.access.ChannelCheck;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.console.Table;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Prints which token records can be used. */
final class CheckPrinter {
  /** A consent that ends within fewer days is highlighted. */
  private static final long WARNING_DAYS = 8;

  private final PrintWriter out;
  private final AnsiColors colors;
  private final Instant now;

  CheckPrinter(PrintWriter out, AnsiColors colors, Instant now) {
    this.out = out;
    this.colors = colors;
    this.now = now;
  }

  void print(List<ChannelCheck> checks) {
    Table table =
        new Table(colors)
            .left("TOKEN RECORD")
            .left("CHANNEL OR CAUSE")
            .left("MONEY")
            .left("CONSENT")
            .left("TITLE");
    for (int i = 0; i < checks.size(); i++) {
      ChannelCheck check = checks.get(i);
      Failure failure = check.failure();
      if (failure != null) {
        unusable(table, check, failure);
        continue;
      }
      usable(table, check);
      if (check.remark() != null && !isPrintedBelow(check, checks.subList(i + 1, checks.size()))) {
        table.below(check.remark());
      }
    }
    table.lines().forEach(out::println);
    out.println();
    long usable = checks.stream().filter(ChannelCheck::isUsable).count();
    String summary = String.format(Locale.ROOT, "%,d of %,d can be used.", usable, checks.size());
    out.println(usable == checks.size() ? colors.good(summary) : colors.bad(summary));
  }

  private void usable(Table table, ChannelCheck check) {
    table.row(
        check.ref().tokenRecord(),
        new Table.Cell(String.valueOf(check.channelId()), colors::good),
        check.coversMoney() ? "yes" : "no",
        consent(check),
        check.title() == null ? "" : check.title());
  }

  /** The channels of a content owner share a remark, which is printed below the last of them. */
  private static boolean isPrintedBelow(ChannelCheck check, List<ChannelCheck> following) {
    return !following.isEmpty()
        && following.get(0).ref().tokenRecord().equals(check.ref().tokenRecord())
        && Objects.equals(following.get(0).remark(), check.remark());
  }

  private void unusable(Table table, ChannelCheck check, Failure failure) {
    table
        .row(
            check.ref().tokenRecord(),
            new Table.Cell(failure.cause().name(), colors::bad),
            "",
            "",
            "")
        .below(failure.message())
        .below(failure.remedy());
  }

  private Table.Cell consent(ChannelCheck check) {
    Instant ends = check.endsAt();
    if (ends != null) {
      long days = Duration.between(now, ends).toDays();
      String text = days < 0 ? "expired" : Plurals.of(days, "day") + " left";
      return new Table.Cell(text, days < WARNING_DAYS ? colors::warning : colors::good);
    }
    Instant given = check.obtainedAt();
    return new Table.Cell(
        given == null ? "" : Plurals.of(Duration.between(given, now).toDays(), "day") + " old",
        text -> text);
  }
}
