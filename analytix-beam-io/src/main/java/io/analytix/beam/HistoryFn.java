// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.plan.Shard;
import io.analytix.beam.report.DerivedTable;
import io.analytix.beam.row.ReportSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * Puts before each snapshot the shard of its history: the counts of the Pacific day on which the
 * response arrived. They replace what the response answers, of that day.
 *
 * <p>Both are elements of one bundle, the history first: so a sink that stores a shard at a time
 * never has the outcome of a snapshot, which a resumed run does not request again, without the
 * history.
 */
final class HistoryFn extends DoFn<FinishedShard, FinishedShard> {
  private final LinkedHashMap<String, DerivedTable> histories;
  private transient @Nullable Map<String, ReportSchema> tables;

  /**
   * Creates the function.
   *
   * @param histories by the names of their snapshots
   */
  HistoryFn(Map<String, DerivedTable> histories) {
    this.histories = new LinkedHashMap<>(histories);
  }

  @Setup
  public void setup() {
    Map<String, ReportSchema> opened = new LinkedHashMap<>();
    histories.forEach((report, history) -> opened.put(report, ReportSchema.of(history)));
    tables = opened;
  }

  @ProcessElement
  public void process(@Element FinishedShard shard, OutputReceiver<FinishedShard> out) {
    ReportSchema table = Objects.requireNonNull(tables).get(shard.shard().report());
    if (table != null) {
      history(shard, table).ifPresent(out::output);
    }
    out.output(shard);
  }

  /** The history of a shard; empty if no response of it has rows. */
  private static Optional<FinishedShard> history(FinishedShard shard, ReportSchema table) {
    List<FinishedShard.Answer> answers = new ArrayList<>();
    @Nullable DateRange days = null;
    for (FinishedShard.Answer answer : shard.answers()) {
      if (answer.replaceScope().isPresent()) {
        Outcome snapshot = answer.outcome();
        LocalDate day = LocalDate.ofInstant(snapshot.finishedAt(), RunDates.PACIFIC);
        answers.add(
            new FinishedShard.Answer(
                outcome(snapshot, table, day),
                answer.rows().stream().map(row -> row(row, table, day)).toList(),
                answer.videos()));
        DateRange ofDay = new DateRange(day, day);
        days = days == null ? ofDay : days.span(ofDay);
      }
    }
    return days == null
        ? Optional.empty()
        : Optional.of(
            new FinishedShard(
                new Shard(shard.shard().channel(), table.definition().name(), days), answers));
  }

  /** The outcome of the rows of the history, for which no request is sent. */
  private static Outcome outcome(Outcome snapshot, ReportSchema table, LocalDate day) {
    return Outcome.builder()
        .runId(snapshot.runId())
        .tokenRecord(snapshot.tokenRecord())
        .channelId(snapshot.channelId())
        .contentOwner(snapshot.contentOwner())
        .report(table.definition().name())
        .startDate(day)
        .endDate(day)
        .answeredFrom(day)
        .answeredThrough(day)
        .status(snapshot.status())
        .rows(snapshot.rows())
        .requests(0)
        .startedAt(snapshot.startedAt())
        .finishedAt(snapshot.finishedAt())
        .build();
  }

  private static Row row(Row snapshot, ReportSchema table, LocalDate day) {
    List<@Nullable Object> values = new ArrayList<>();
    for (String column : table.schema().getFieldNames()) {
      values.add(column.equals(ReportSchema.DAY) ? day : snapshot.<Object>getValue(column));
    }
    return Row.withSchema(table.schema()).attachValues(values);
  }
}
