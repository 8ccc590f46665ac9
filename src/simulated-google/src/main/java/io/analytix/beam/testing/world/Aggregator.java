// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Aggregates the days and cohorts of a query to rows. */
final class Aggregator {
  private final ReportQuestion question;
  private final ChannelHistory history;
  private final AggregationSpec needed;
  private final boolean whole;
  private final List<int[]> tilts;
  private final RowCells cells;
  private final Map<List<Object>, long[]> sums;
  private @Nullable Grouping usual;

  private Aggregator(
      ReportQuestion question,
      ChannelHistory history,
      AggregationSpec needed,
      RowCells cells,
      Map<List<Object>, long[]> sums) {
    this.question = question;
    this.history = history;
    this.needed = needed;
    this.cells = cells;
    this.sums = sums;
    this.whole = Grouping.isWhole(question);
    this.tilts = whole ? List.of() : needed.parts().stream().map(this::tilts).toList();
  }

  /**
   * Returns the rows in the query's column order, unsorted. Figures of several channels are added.
   */
  static List<List<Object>> rows(ReportQuestion requested, List<ChannelHistory> histories) {
    ReportQuestion question = SmoothCurve.narrowed(requested);
    if (!question.dimensions().contains("playlist")) {
      return sums(question, histories);
    }
    List<List<Object>> rows = new ArrayList<>();
    // A video can be in several playlists, so their rows do not add up to a total.
    List<String> own =
        histories.stream().flatMap(one -> one.channel().playlists().stream()).toList();
    for (String playlist : question.filters().getOrDefault("playlist", own)) {
      rows.addAll(sums(question.filteredBy("playlist", List.of(playlist)), histories));
    }
    return rows;
  }

  private static List<List<Object>> sums(ReportQuestion question, List<ChannelHistory> histories) {
    AggregationSpec needed = AggregationSpec.of(question);
    RowCells cells = new RowCells(question, needed);
    Map<List<Object>, long[]> sums = new HashMap<>();
    for (ChannelHistory history : histories) {
      new Aggregator(question, history, needed, cells, sums).addDays();
    }
    if (question.dimensions().isEmpty() && sums.isEmpty()) {
      sums.put(List.of(), new long[needed.parts().size()]);
    }
    List<List<Object>> rows = new ArrayList<>();
    sums.forEach((key, totals) -> rows.addAll(cells.rows(key, totals)));
    return rows;
  }

  private void addDays() {
    LocalDate last = ServedDays.last(question, history);
    for (LocalDate day = ServedDays.first(question, history);
        !day.isAfter(last);
        day = day.plusDays(1)) {
      history.day(day).ifPresent(this::add);
    }
  }

  private void add(ChannelDay day) {
    if (whole) {
      add(keyOf(List.of(), day.day()), needed.parts().stream().mapToLong(day::total).toArray());
      return;
    }
    DaySplit split = new DaySplit(day, history.cohorts());
    Grouping shown = day.isSpecial() ? grouping(day, day.removed()) : usual(day);
    forEachRow(day, split, shown, this::add);
    if (cells.areShares()) {
      // Removed rows do not increase the shares of others.
      Grouping all = day.removed().isEmpty() ? shown : grouping(day, Set.of());
      forEachRow(day, split, all, cells::addToWhole);
    }
  }

  private void forEachRow(
      ChannelDay day,
      DaySplit split,
      Grouping grouping,
      BiConsumer<List<Object>, long[]> receiver) {
    long[][] figures = new long[grouping.rows()][needed.parts().size()];
    for (int part = 0; part < tilts.size(); part++) {
      String name = needed.parts().get(part);
      split.add(day.total(name), tilts.get(part), grouping.rowsFor(name), figures, part);
    }
    for (int row = 0; row < figures.length; row++) {
      if (needed.shows(figures[row])) {
        receiver.accept(keyOf(grouping.key(row), day.day()), figures[row]);
      }
    }
  }

  private void add(List<Object> key, long[] figures) {
    long[] totals = sums.computeIfAbsent(key, any -> new long[figures.length]);
    for (int part = 0; part < totals.length; part++) {
      totals[part] = Math.addExact(totals[part], figures[part]);
    }
  }

  /** Almost all days have the same viewers, so their grouping is cached. */
  private Grouping usual(ChannelDay day) {
    Grouping made = usual;
    if (made == null) {
      made = grouping(day, Set.of());
      usual = made;
    }
    return made;
  }

  private Grouping grouping(ChannelDay day, Set<ChannelDay.SliceName> removed) {
    return new Grouping(question, history, day.fixedValues(), removed);
  }

  private int[] tilts(String part) {
    Cohorts cohorts = history.cohorts();
    return IntStream.range(0, cohorts.size()).map(cohort -> cohorts.tilt(part, cohort)).toArray();
  }

  private List<Object> keyOf(List<String> traits, LocalDate day) {
    List<Object> key = new ArrayList<>();
    int trait = 0;
    for (String dimension : question.dimensions()) {
      switch (dimension) {
        case "day" -> key.add(day);
        case "month" -> key.add(YearMonth.from(day).toString());
        case "channel" -> key.add(history.channel().id());
        case "playlist" -> key.add(ReportQuestions.only(question, "playlist"));
        case RetentionCurve.DIMENSION, StreamCurve.DIMENSION -> key.add("");
        default -> key.add(traits.get(trait++));
      }
    }
    return key;
  }
}
