// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.authorise.PendingConsent;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.internal.access.ChannelCheck;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.pipelines.cli.console.AnsiColors;
import io.analytix.beam.pipelines.cli.console.CliEnvironment;
import io.analytix.beam.pipelines.cli.console.Plurals;
import io.analytix.beam.pipelines.cli.console.Table;
import io.analytix.beam.pipelines.cli.console.TextWrap;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints which token records can be used. */
final class CheckPrinter {
  /** A consent that ends within fewer days is highlighted. */
  private static final long WARNING_DAYS = 8;

  /** What Google keeps per account and OAuth client, according to its OAuth 2.0 guide. */
  private static final long MAX_CONSENTS = 100;

  private static final int MAX_NAMED = 5;

  private final PrintWriter out;
  private final AnsiColors colors;
  private final int width;
  private final Instant now;

  CheckPrinter(PrintWriter out, CliEnvironment environment, Instant now) {
    this.out = out;
    this.colors = environment.outColors();
    this.width = environment.outWidth();
    this.now = now;
  }

  void print(List<ChannelCheck> checks, List<PendingConsent> missing) {
    Table table =
        new Table(colors)
            .left("TOKEN RECORD")
            .left("CHANNEL OR CAUSE")
            .left("MONEY")
            .left("DATA API")
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
    missing.forEach(consent -> missing(table, consent));
    table.lines(width).forEach(out::println);
    out.println();
    failures(checks);
    long usable = checks.stream().filter(ChannelCheck::isUsable).count();
    long confirmed = checks.stream().filter(one -> one.isUsable() && one.confirmed()).count();
    int all = checks.size() + missing.size();
    String summary =
        String.format(Locale.ROOT, "%,d of %,d can be used", confirmed, all)
            + (usable == confirmed
                ? "."
                : String.format(Locale.ROOT, "; %,d could not be verified.", usable - confirmed));
    out.println(
        confirmed == all
            ? colors.good(summary)
            : usable == all ? colors.warning(summary) : colors.bad(summary));
  }

  /** The number of records by the Google account that consented, where the records name it. */
  static Map<String, Long> recordsByAccount(List<ChannelCheck> checks) {
    Map<String, Set<String>> records = new HashMap<>();
    for (ChannelCheck check : checks) {
      String account = check.account();
      if (account != null) {
        records.computeIfAbsent(account, any -> new HashSet<>()).add(check.ref().tokenRecord());
      }
    }
    return records.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> (long) entry.getValue().size()));
  }

  /** Prints which tables a run cannot fill, because consents lack a scope. */
  void explain(List<ScopeCoverage.Gap> gaps) {
    for (ScopeCoverage.Gap gap : gaps) {
      warn(
          "The consent of "
              + Plurals.of(gap.records().size(), "record")
              + " lacks "
              + gap.scope().shortName()
              + ": "
              + names(gap.records())
              + ". A run cannot fill these tables for it: "
              + gap.tables()
              + ".");
    }
  }

  /** Warns of accounts that reach the number of consents that Google keeps. */
  void warnOfAccounts(Map<String, Long> recordsByAccount) {
    recordsByAccount.values().stream()
        .filter(records -> records >= MAX_CONSENTS * 9 / 10)
        .sorted(Comparator.reverseOrder())
        .forEach(
            records ->
                warn(
                    String.format(
                        Locale.ROOT,
                        "%,d records are consents of one Google account. Google keeps %,d consents"
                            + " per account and OAuth client; each further one ends the oldest. Use"
                            + " several accounts, several OAuth clients, or a content owner's"
                            + " record.",
                        records,
                        MAX_CONSENTS)));
  }

  /** Warns of records whose file mode lets other users read them. */
  void warnOfReadable(List<String> records) {
    if (!records.isEmpty()) {
      warn(
          "Other users of this machine may read the file of "
              + Plurals.of(records.size(), "record")
              + ": "
              + names(records)
              + ". Set the files' mode to 600 with chmod.");
    }
  }

  private void warn(String text) {
    out.println();
    TextWrap.wrap(PrintableText.of(text), width).forEach(line -> out.println(colors.warning(line)));
  }

  private void missing(Table table, PendingConsent consent) {
    Duration left = Duration.between(now, consent.expiresAt());
    boolean expired = left.isNegative() || left.isZero();
    table.row(
        consent.record() == null ? "" : consent.record(),
        new Table.Cell("no consent yet", colors::bad),
        "",
        "",
        new Table.Cell(
            expired ? "link expired" : "link: " + Plurals.of(left.toDays(), "day") + " left",
            expired ? colors::bad : colors::warning),
        "");
  }

  private void usable(Table table, ChannelCheck check) {
    table.row(
        check.ref().tokenRecord(),
        new Table.Cell(String.valueOf(check.channelId()), colors::good),
        covered(check, check.coversMoney()),
        covered(check, check.coversDataApi()),
        consent(check),
        check.title() == null ? "" : check.title());
  }

  private static String covered(ChannelCheck check, boolean covered) {
    return covered ? "yes" : check.scopes().isEmpty() ? "unknown" : "no";
  }

  /** The channels of a content owner share a remark, which is printed below the last of them. */
  private static boolean isPrintedBelow(ChannelCheck check, List<ChannelCheck> following) {
    return !following.isEmpty()
        && following.get(0).ref().tokenRecord().equals(check.ref().tokenRecord())
        && Objects.equals(following.get(0).remark(), check.remark());
  }

  private void unusable(Table table, ChannelCheck check, Failure failure) {
    table.row(
        check.ref().tokenRecord(),
        new Table.Cell(failure.cause().name(), colors::bad),
        "",
        "",
        "",
        check.title() == null ? "" : check.title());
  }

  /** Prints each message with its remedy once, because many records may have the same. */
  private void failures(List<ChannelCheck> checks) {
    Map<Failure, List<String>> records = new LinkedHashMap<>();
    for (ChannelCheck check : checks) {
      Failure failure = check.failure();
      if (failure != null) {
        records.computeIfAbsent(failure, any -> new ArrayList<>()).add(check.ref().tokenRecord());
      }
    }
    records.forEach(
        (failure, of) -> {
          TextWrap.wrap(PrintableText.of(failure.cause() + " " + names(of)), width)
              .forEach(out::println);
          for (String text : List.of(failure.message(), failure.remedy())) {
            out.println(TextWrap.paragraph(PrintableText.of(text), 2, width));
          }
          out.println();
        });
  }

  private static String names(List<String> records) {
    int rest = records.size() - MAX_NAMED;
    return String.join(", ", records.subList(0, Math.min(MAX_NAMED, records.size())))
        + (rest > 0 ? String.format(Locale.ROOT, " and %,d more", rest) : "");
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
