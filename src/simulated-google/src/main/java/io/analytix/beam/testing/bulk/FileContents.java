// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import io.analytix.beam.testing.BulkHistory;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.world.KeyedRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Generates the content of files. Thread-safe. */
final class FileContents {
  /** The number of rows that may be added in later generations. */
  private static final int MAX_ADDED = 3;

  private static final double ADDED_SHARE = 0.4;
  private static final double REMOVED_SHARE = 0.2;
  private static final double RESTATED_SHARE = 0.4;

  private final Function<String, List<SimulatedChannel>> channels;
  private final List<AddedColumn> added = new CopyOnWriteArrayList<>();
  private final Map<String, CellValues> values = new ConcurrentHashMap<>();

  /** A column that files of a report type have from some time on. */
  private record AddedColumn(String reportTypeId, BulkColumn column, Instant from) {}

  /** Generates files of owners. {@code channels} finds an owner's channels. */
  FileContents(Function<String, List<SimulatedChannel>> channels) {
    this.channels = channels;
  }

  void addColumn(String reportTypeId, String name, Instant from) {
    added.add(new AddedColumn(reportTypeId, new BulkColumn(name, CellType.TEXT, false), from));
  }

  CsvTable headerOnly(
      BulkJob job, BulkHistory history, KeyedRandom ofDay, int generation, Instant at) {
    return new CsvTable(columns(job, history, ofDay.with(generation), at), List.of());
  }

  CsvTable of(
      BulkJob job,
      BulkHistory history,
      KeyedRandom ofDay,
      LocalDate day,
      LocalDate end,
      int generation,
      Instant at) {
    List<BulkColumn> columns = columns(job, history, ofDay.with(generation), at);
    CellValues cells = values.computeIfAbsent(job.owner(), this::valuesOf);
    int first = 1 + (int) ofDay.with("rows").below(history.maxRows());
    Map<List<String>, List<String>> rows = new LinkedHashMap<>();
    for (int number = 0; number < first + MAX_ADDED; number++) {
      KeyedRandom ofRow = ofDay.with("row").with(number);
      if (number == 0 || isThere(ofRow, number < first, generation)) {
        Map<String, String> row =
            cells.row(job.type(), ofRow, version(ofRow, generation), day, end);
        List<String> key = new ArrayList<>();
        job.type().columns().stream()
            .filter(BulkColumn::isKey)
            .forEach(column -> key.add(row.getOrDefault(column.name(), "")));
        rows.putIfAbsent(key, inOrder(row, columns, ofRow));
      }
    }
    return new CsvTable(columns, List.copyOf(rows.values()));
  }

  /** Returns a file with these cells. Cells that are missing are empty. */
  CsvTable withRows(BulkJob job, KeyedRandom ofFile, Instant at, List<Map<String, String>> rows) {
    List<BulkColumn> columns = columns(job, BulkHistory.QUIET, ofFile, at);
    return new CsvTable(
        columns,
        rows.stream()
            .map(row -> columns.stream().map(one -> row.getOrDefault(one.name(), "")).toList())
            .toList());
  }

  private CellValues valuesOf(String owner) {
    return new CellValues(channels.apply(owner));
  }

  private static List<String> inOrder(
      Map<String, String> row, List<BulkColumn> columns, KeyedRandom ofRow) {
    return columns.stream()
        .map(column -> row.getOrDefault(column.name(), CellValues.text(ofRow.with(column.name()))))
        .toList();
  }

  private static boolean isThere(KeyedRandom ofRow, boolean first, int generation) {
    boolean there = first;
    for (int step = 1; step <= generation; step++) {
      KeyedRandom event = ofRow.with("there").with(step);
      there = there ? !event.happens(REMOVED_SHARE) : event.happens(ADDED_SHARE);
    }
    return there;
  }

  /** Returns how often the metrics of a row were restated. */
  private static int version(KeyedRandom ofRow, int generation) {
    int version = 0;
    for (int step = 1; step <= generation; step++) {
      version += ofRow.with("restated").with(step).happens(RESTATED_SHARE) ? 1 : 0;
    }
    return version;
  }

  private List<BulkColumn> columns(
      BulkJob job, BulkHistory history, KeyedRandom ofFile, Instant at) {
    List<BulkColumn> columns = new ArrayList<>(job.type().columns());
    added.stream()
        .filter(one -> one.reportTypeId().equals(job.type().id()) && !at.isBefore(one.from()))
        .forEach(one -> columns.add(one.column()));
    if (ofFile.with("shuffled").happens(history.shuffleShare())) {
      Collections.shuffle(columns, new Random(ofFile.with("order").bits()));
    }
    return columns;
  }
}
