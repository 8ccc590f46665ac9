// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.world;

import io.analytix.beam.testing.ReportQuestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Converts the sums of a row to cells, and to many rows if the query has a curve. */
final class RowCells {
  /** The denominator of {@code viewerPercentage}. */
  static final String VIEWS_OF_ALL = "viewsOfAll";

  private final ReportQuestion question;
  private final AggregationSpec needed;
  private final List<Metric> metrics;
  private final @Nullable SmoothCurve curve;
  private final Map<List<Object>, Long> wholes = new HashMap<>();

  RowCells(ReportQuestion question, AggregationSpec needed) {
    this.question = question;
    this.needed = needed;
    this.metrics = question.metrics().stream().map(Metrics::get).toList();
    this.curve = SmoothCurve.of(question).orElse(null);
  }

  /** Returns whether a metric is a share of all rows. */
  boolean areShares() {
    return question.metrics().contains("viewerPercentage");
  }

  /**
   * Adds a row to the total of its shares. Shares add up to 100 for each value of the other
   * dimensions.
   */
  void addToWhole(List<Object> key, long[] figures) {
    wholes.merge(wholeOf(key), figures[needed.place(AggregationSpec.VIEWS)], Long::sum);
  }

  private List<Object> wholeOf(List<Object> key) {
    List<Object> others = new ArrayList<>();
    for (int place = 0; place < key.size(); place++) {
      String dimension = question.dimensions().get(place);
      if (!dimension.equals("ageGroup") && !dimension.equals("gender")) {
        others.add(key.get(place));
      }
    }
    return others;
  }

  /** Returns the rows of a key, in the query's column order. */
  List<List<Object>> rows(List<Object> key, long[] totals) {
    if (curve == null) {
      return List.of(row(key, part -> sum(part, key, totals)));
    }
    long views = totals[needed.place(AggregationSpec.VIEWS)];
    int place = question.dimensions().indexOf(curve.dimension());
    List<List<Object>> rows = new ArrayList<>();
    List<Object> points = curve.points(views);
    for (int point = 0; point < points.size(); point++) {
      List<Object> atPoint = new ArrayList<>(key);
      atPoint.set(place, points.get(point));
      int number = point;
      SmoothCurve ofRow = curve;
      rows.add(
          row(
              atPoint,
              part -> part.equals(AggregationSpec.VIEWS) ? views : ofRow.at(number, part, views)));
    }
    return rows;
  }

  private long sum(String part, List<Object> key, long[] totals) {
    return part.equals(VIEWS_OF_ALL)
        ? wholes.getOrDefault(wholeOf(key), 0L)
        : totals[needed.place(part)];
  }

  private List<Object> row(List<Object> key, ToLongFunction<String> sums) {
    List<Object> row = new ArrayList<>(key);
    for (Metric metric : metrics) {
      row.add(Cells.of(metric, sums, question.currency()));
    }
    return row;
  }
}
