// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.analytix.beam.pipelines.exactness.Night;
import io.analytix.beam.pipelines.exactness.NightAnswer;
import io.analytix.beam.pipelines.exactness.PlainTable;
import io.analytix.beam.pipelines.exactness.RandomWorld;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.TimeGrain;
import io.analytix.beam.row.ReportSchema;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.World;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Nights of a simulated world whose answers go through the statement in DuckDB, beside a plain
 * model of what should be there. Each channel of a seed is a history of its own.
 */
final class MergedHistory implements AutoCloseable {
  private static final DatasetName DATASET = new DatasetName("proj", "ds");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STAGING = "staging";

  /** Requested for some videos at a time. */
  private static final ReportDefinition BY_VIDEO = byVideo(Set.of());

  /** As it is now; a video that is missing keeps its row. */
  private static final ReportDefinition VIDEOS =
      ReportDefinition.named("video_list")
          .every(TimeGrain.SNAPSHOT)
          .dimensions("video")
          .metrics("title", "tags", "durationSeconds", "likeCount", "removedAt")
          .build();

  private static final DateRange ALWAYS =
      new DateRange(LocalDate.of(2020, 1, 1), LocalDate.of(2030, 1, 1));

  private final Warehouse warehouse = new Warehouse();
  private final UnaryOperator<String> mutation;
  private final Random random;
  private final World world;
  private final Map<String, Map<String, PlainTable>> expected = new TreeMap<>();
  private final ChangedRows[] total = {ChangedRows.NONE};
  private int statements;

  /**
   * Channels without a row yet.
   *
   * @param mutation what is done to the statement, to see whether it is noticed
   */
  MergedHistory(long seed, int channels, UnaryOperator<String> mutation) throws SQLException {
    this.mutation = mutation;
    this.random = new Random(seed);
    this.world = RandomWorld.of(seed, random, channels);
    warehouse.createDataset(DATASET.dataset());
    for (ReportDefinition report : reports()) {
      TableShape table = TableShape.of(ReportSchema.of(report));
      warehouse.createTable(DATASET.dataset(), table);
    }
  }

  /** Of these videos; of every one, if there are none. */
  private static ReportDefinition byVideo(Set<String> videos) {
    ReportDefinition.Builder report =
        ReportDefinition.named("by_video_daily")
            .dimensions("day", "video")
            .metrics("views", "likes", "averageViewPercentage");
    return (videos.isEmpty() ? report : report.filter("video", String.join(",", videos))).build();
  }

  private static List<ReportDefinition> reports() {
    return Stream.concat(RandomWorld.REPORTS.stream(), Stream.of(BY_VIDEO, VIDEOS)).toList();
  }

  /** What the statements did so far. */
  ChangedRows total() {
    return total[0];
  }

  int statements() {
    return statements;
  }

  /** One more night. Returns the first difference between table and model, if there is one. */
  Optional<String> night(int number) throws IOException {
    Night night = new Night(world, random, new TreeMap<>());
    world.channels().forEach(channel -> night.touch(channel, reports()));
    Map<ReportDefinition, Map<String, List<NightAnswer>>> answers = new LinkedHashMap<>();
    for (ReportDefinition report : reports()) {
      Map<String, List<NightAnswer>> ofReport = new LinkedHashMap<>();
      world
          .channels()
          .forEach(channel -> ofReport.put(channel.id(), answers(night, channel, report)));
      answers.put(report, ofReport);
    }
    if (random.nextInt(3) == 0) {
      // The answers are applied late: what they speak of has moved on.
      world.channels().forEach(channel -> night.touch(channel, reports()));
    }
    for (ReportDefinition report : reports()) {
      if (number > 0 && random.nextInt(6) == 0) {
        continue; // The run broke before the statement.
      }
      Optional<String> difference = apply(report, answers.get(report), number);
      if (difference.isPresent()) {
        return difference.map(line -> "night " + number + ", " + report.name() + ": " + line);
      }
    }
    return Optional.empty();
  }

  private List<NightAnswer> answers(
      Night night, SimulatedChannel channel, ReportDefinition report) {
    if (!report.equals(BY_VIDEO)) {
      return night.answers(channel, report);
    }
    List<NightAnswer> answers = new ArrayList<>();
    // Videos that are not listed are not requested; the others are requested in pairs.
    List<String> listed =
        new ArrayList<>(channel.videos().stream().filter(video -> random.nextInt(4) > 0).toList());
    while (!listed.isEmpty()) {
      List<String> batch = listed.subList(0, Math.min(2, listed.size()));
      Set<String> videos = new HashSet<>(batch);
      answers.add(night.answer(channel, byVideo(videos), videos));
      batch.clear();
    }
    return answers;
  }

  private Optional<String> apply(
      ReportDefinition report, Map<String, List<NightAnswer>> answers, int number)
      throws IOException {
    Map<String, PlainTable> tables =
        expected.computeIfAbsent(report.name(), any -> new TreeMap<>());
    List<Long> before = changes(tables);
    answers.forEach(
        (channel, ofChannel) -> {
          PlainTable table = tables.computeIfAbsent(channel, any -> new PlainTable(report));
          ofChannel.forEach(answer -> table.take(answer, number));
        });
    List<DateRange> days =
        answers.values().stream()
            .flatMap(List::stream)
            .flatMap(answer -> days(report, answer).stream())
            .toList();
    if (days.isEmpty()) {
      return Optional.empty();
    }
    stage(report, answers, number);
    String statement = mutation.apply(statement(report, window(days)));
    ChangedRows first = warehouse.change(statement);
    ChangedRows again = warehouse.change(statement);
    statements += 2;
    total[0] =
        new ChangedRows(
            total[0].inserted() + first.inserted(),
            total[0].updated() + first.updated(),
            total[0].deleted() + first.deleted());
    return difference(report, tables, first, before, again);
  }

  private Optional<String> difference(
      ReportDefinition report,
      Map<String, PlainTable> tables,
      ChangedRows first,
      List<Long> before,
      ChangedRows again) {
    List<String> wanted = new ArrayList<>();
    tables.forEach(
        (channel, table) -> table.rows().forEach(row -> wanted.add(channel + " " + texts(row))));
    List<String> found = found(report);
    if (!wanted.stream().sorted().toList().equals(found.stream().sorted().toList())) {
      List<String> lost = new ArrayList<>(wanted);
      found.forEach(lost::remove);
      found.removeAll(wanted);
      return Optional.of("lost " + some(lost) + ", but has " + some(found));
    }
    List<Long> after = changes(tables);
    ChangedRows counted =
        new ChangedRows(
            after.get(0) - before.get(0),
            after.get(1) - before.get(1),
            after.get(2) - before.get(2));
    if (!counted.equals(first)) {
      return Optional.of("the statement says " + first + ", but it is " + counted);
    }
    return again.equals(ChangedRows.NONE)
        ? Optional.empty()
        : Optional.of("sent again it changes " + again);
  }

  private static String some(List<String> rows) {
    return rows.size() + " rows, such as " + rows.stream().limit(3).toList();
  }

  private static List<Long> changes(Map<String, PlainTable> tables) {
    List<Long> sum = new ArrayList<>(List.of(0L, 0L, 0L));
    for (PlainTable table : tables.values()) {
      for (int i = 0; i < sum.size(); i++) {
        sum.set(i, sum.get(i) + table.changes().get(i));
      }
    }
    return sum;
  }

  private static DateRange window(List<DateRange> days) {
    return new DateRange(
        days.stream().map(DateRange::first).min(LocalDate::compareTo).orElseThrow(),
        days.stream().map(DateRange::last).max(LocalDate::compareTo).orElseThrow());
  }

  private static String statement(ReportDefinition report, DateRange window) {
    return new MergeStatement(
            ReportSchema.of(report),
            DATASET.table(report.name()),
            DATASET.table(STAGING),
            DATASET.table(ReplaceScopeTable.NAME))
        .text(window, report.equals(BY_VIDEO) ? ReplacedIds.NAMED : ReplacedIds.ALL);
  }

  private void stage(ReportDefinition report, Map<String, List<NightAnswer>> answers, int number)
      throws IOException {
    List<String> rows = new ArrayList<>();
    List<String> spoken = new ArrayList<>();
    answers.forEach(
        (channel, ofChannel) ->
            ofChannel.forEach(
                answer -> {
                  answer.rows().forEach(row -> rows.add(row(channel, row, number)));
                  days(report, answer)
                      .ifPresent(
                          days ->
                              spoken.addAll(spoken(report.name(), channel, days, answer, number)));
                }));
    // Another report of the same run, which has nothing to do with this one's rows.
    for (String channel : answers.keySet()) {
      spoken.addAll(
          spoken("another_report", channel, ALWAYS, new NightAnswer(List.of(), Set.of()), number));
    }
    TableShape table = TableShape.of(ReportSchema.of(report)).staged(STAGING);
    reload(table, rows);
    reload(ReplaceScopeTable.shape(), spoken);
  }

  private void reload(TableShape table, List<String> lines) throws IOException {
    warehouse.dropTable(DATASET.dataset(), table.name());
    warehouse.createTable(DATASET.dataset(), table);
    warehouse.load(DATASET.dataset(), table, lines);
  }

  private static String row(String channel, Map<String, Object> cells, int number) {
    Map<String, Object> row = texts(cells);
    row.put("channel_id", channel);
    row.put("fetched_at", time(number));
    row.put("run_id", "night-" + number);
    return json(row);
  }

  private static String time(int number) {
    return "2026-03-01 00:00:0" + number + ".123 UTC";
  }

  /** The days that an answer covers; of a snapshot they do not matter. */
  private static Optional<DateRange> days(ReportDefinition report, NightAnswer answer) {
    return !report.source().isSnapshot()
        ? answer.days()
        : answer.rows().isEmpty() ? Optional.empty() : Optional.of(ALWAYS);
  }

  private static List<String> spoken(
      String report, String channel, DateRange days, NightAnswer answer, int number) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(ReplaceScopeTable.ANSWERED_AT, time(number));
    line.put(ReplaceScopeTable.RUN_ID, "night-" + number);
    line.put(ReplaceScopeTable.REPORT, report);
    line.put(ReplaceScopeTable.CHANNEL_ID, channel);
    line.put(ReplaceScopeTable.FIRST, days.first().toString());
    line.put(ReplaceScopeTable.LAST, days.last().toString());
    return answer.videos().isEmpty()
        ? List.of(json(line))
        : answer.videos().stream()
            .map(
                video -> {
                  line.put(ReplaceScopeTable.ITEM, video);
                  return json(line);
                })
            .toList();
  }

  private static Map<String, Object> texts(Map<String, Object> cells) {
    Map<String, Object> texts = new TreeMap<>();
    cells.forEach(
        (name, value) -> {
          if (value != null) {
            texts.put(
                name, value instanceof BigDecimal money ? money.toPlainString() : value.toString());
          }
        });
    return texts;
  }

  private List<String> found(ReportDefinition report) {
    Set<String> doubles =
        TableShape.of(ReportSchema.of(report)).columns().stream()
            .filter(column -> column.type() == SqlType.FLOAT64)
            .map(TableColumn::name)
            .collect(Collectors.toSet());
    List<String> found = new ArrayList<>();
    for (Map<String, String> row :
        warehouse.query("SELECT * FROM " + DATASET.table(report.name()))) {
      Map<String, Object> cells = new TreeMap<>(row);
      cells.values().removeIf(value -> value == null);
      cells.computeIfPresent("removed_at", (any, time) -> PlainTable.REMOVED);
      cells.put("night", String.valueOf(cells.get("run_id")).substring("night-".length()));
      cells.keySet().removeAll(Set.of("channel_id", "fetched_at", "run_id"));
      doubles.forEach(
          name ->
              cells.computeIfPresent(
                  name, (any, text) -> String.valueOf(Double.parseDouble((String) text))));
      found.add(row.get("channel_id") + " " + cells);
    }
    return found;
  }

  private static String json(Map<String, Object> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    warehouse.close();
  }
}
