// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.ChannelDay.SliceName;
import io.analytix.beam.testing.Slicing.Slice;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Adds up the days and slices that a question asks about, row by row. */
final class Tally {
  private final Question question;
  private final Slicing slicing;
  private final List<Metric> metrics;
  private final List<String> parts;
  private final Map<List<Object>, long[]> sums = new HashMap<>();

  Tally(Question question) {
    this.question = question;
    this.slicing = slicingOf(question);
    this.metrics = question.metrics().stream().map(Metrics::get).toList();
    TreeSet<String> needed = new TreeSet<>();
    metrics.forEach(metric -> needed.addAll(metric.formula().parts()));
    this.parts = List.copyOf(needed);
  }

  private static Slicing slicingOf(Question question) {
    TreeSet<String> wanted = new TreeSet<>(question.dimensions());
    wanted.addAll(question.filters().keySet());
    wanted.removeAll(List.of("day", "month"));
    return Slicing.of(wanted)
        .orElseThrow(() -> new IllegalArgumentException("nothing is known by " + wanted));
  }

  /** Returns the rows in the question's column order, in no particular order of rows. */
  List<List<Object>> rows(ChannelHistory history) {
    LocalDate start = history.channel().startDay();
    LocalDate day = question.first().isBefore(start) ? start : question.first();
    LocalDate end = lastServed(history);
    LocalDate last = lastAsked().isAfter(end) ? end : lastAsked();
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      Optional<ChannelDay> figures = history.day(day);
      figures.ifPresent(active -> add(history, active));
    }
    if (question.dimensions().isEmpty() && sums.isEmpty()) {
      sums.put(List.of(), new long[parts.size()]);
    }
    List<List<Object>> rows = new ArrayList<>();
    sums.forEach((key, totals) -> rows.add(row(key, totals)));
    return rows;
  }

  /** A table ends with the last day for which every metric has arrived. */
  private LocalDate lastServed(ChannelHistory history) {
    return metrics.stream().anyMatch(Metric::monetary)
        ? history.arrivedThrough().minusDays(history.channel().lateMoneyDays())
        : history.arrivedThrough();
  }

  /** A month is named by its first day, and means all of it. */
  private LocalDate lastAsked() {
    return question.dimensions().contains("month")
        ? question.last().plusMonths(1).minusDays(1)
        : question.last();
  }

  private void add(ChannelHistory history, ChannelDay day) {
    Slices slices = slicing.slices(history, day);
    long[][] shares = new long[parts.size()][];
    for (int part = 0; part < shares.length; part++) {
      shares[part] = slices.split(day.total(parts.get(part)));
    }
    long[] views = slices.split(day.total("views"));
    for (int place = 0; place < views.length; place++) {
      Slice slice = slices.slices().get(place);
      if (views[place] >= slicing.leastViews() && isWanted(slice, day)) {
        long[] totals =
            sums.computeIfAbsent(keyOf(slice, day.day()), any -> new long[parts.size()]);
        for (int part = 0; part < totals.length; part++) {
          totals[part] = Math.addExact(totals[part], shares[part][place]);
        }
      }
    }
  }

  private boolean isWanted(Slice slice, ChannelDay day) {
    for (int place = 0; place < slice.values().size(); place++) {
      String dimension = slicing.dimensions().get(place);
      String value = slice.values().get(place);
      List<String> allowed = question.filters().get(dimension);
      if (allowed != null && !allowed.contains(value)) {
        return false;
      }
      if (!day.removed().isEmpty() && day.removed().contains(new SliceName(dimension, value))) {
        return false;
      }
    }
    return true;
  }

  private List<Object> keyOf(Slice slice, LocalDate day) {
    List<Object> key = new ArrayList<>();
    for (String dimension : question.dimensions()) {
      switch (dimension) {
        case "day" -> key.add(day);
        case "month" -> key.add(YearMonth.from(day).toString());
        default -> key.add(slice.values().get(slicing.dimensions().indexOf(dimension)));
      }
    }
    return key;
  }

  private List<Object> row(List<Object> key, long[] totals) {
    List<Object> row = new ArrayList<>(key);
    for (Metric metric : metrics) {
      row.add(Cells.of(metric, part -> totals[parts.indexOf(part)], question.currency()));
    }
    return row;
  }
}
