// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import static com.google.common.truth.Truth.assertThat;
import static io.analytix.beam.pipelines.parquet.Sample.ALPHA;
import static io.analytix.beam.pipelines.parquet.Sample.BETA;
import static io.analytix.beam.pipelines.parquet.Sample.CHANNEL;
import static io.analytix.beam.pipelines.parquet.Sample.COUNTRY;
import static io.analytix.beam.pipelines.parquet.Sample.OWNED;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.OutcomeRow;
import io.analytix.beam.pipelines.bigquery.sql.TableShape;
import io.analytix.beam.pipelines.parquet.Sample.Night;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.EarlierOutcomes.Kind;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryUtils;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan finds of earlier runs, through query jobs; and what the summary reads back. */
final class BigQueryEarlierOutcomesTest {
  private static final DateRange DAYS =
      new DateRange(LocalDate.parse("2026-02-01"), LocalDate.parse("2026-02-02"));
  private static final Night FIRST = Night.of(1);
  private static final Night SECOND = Night.of(2);

  @TempDir Path temp;
  private FakeBigQuery bigQuery;
  private PipelineOptions options;

  @BeforeEach
  void start() throws IOException, SQLException {
    bigQuery = new FakeBigQuery("ds", "EU");
    options = SinkRun.options(bigQuery, temp);
  }

  @AfterEach
  void stop() throws SQLException {
    bigQuery.close();
  }

  @Test
  void outcomes_emptyDataset_returnsNone() throws IOException {
    EarlierOutcomes past = open();

    assertThat(past.latest(ALPHA, new ReportRequest(CHANNEL, DAYS))).isEqualTo(Optional.empty());
    assertThat(past.usedOn(LocalDate.parse("2026-02-01")).requests()).isEqualTo(0);
  }

  @Test
  void outcomes_ofSeveralRuns_returnsTheNewest() throws IOException {
    prepare(CHANNEL, COUNTRY);
    store(
        outcome(FIRST, CHANNEL, ALPHA),
        FIRST.failed(CHANNEL, OWNED, DAYS, Cause.QUOTA_DAY).outcome(),
        FIRST.failed(COUNTRY, BETA, DAYS, Cause.BACKEND).outcome(),
        SECOND.failed(CHANNEL, ALPHA, DAYS, Cause.BACKEND).outcome());

    EarlierOutcomes past = open();

    assertThat(kind(past, CHANNEL, ALPHA, DAYS)).isEqualTo(Optional.of(Kind.FAILED));
    assertThat(kind(past, CHANNEL, OWNED, DAYS)).isEqualTo(Optional.of(Kind.DEFERRED));
    assertThat(kind(past, CHANNEL, BETA, DAYS)).isEqualTo(Optional.empty());
    DateRange other = new DateRange(DAYS.first(), DAYS.first());
    assertThat(kind(past, CHANNEL, ALPHA, other)).isEqualTo(Optional.empty());
    // A channel without a known id is identified by its record.
    ChannelRef unknown = new ChannelRef(ALPHA.tokenRecord(), null, null, null);
    assertThat(kind(past, CHANNEL, unknown, DAYS)).isEqualTo(Optional.of(Kind.FAILED));
  }

  @Test
  void last_ofAnotherDefinition_isNone() throws IOException {
    prepare(CHANNEL);
    store(outcome(FIRST, CHANNEL, ALPHA));
    ReportDefinition more =
        ReportDefinition.named(CHANNEL.name())
            .dimensions("day")
            .metrics("views", "averageViewPercentage", "likes")
            .build();

    assertThat(kind(open(), CHANNEL, ALPHA, DAYS)).isEqualTo(Optional.of(Kind.ANSWERED));
    assertThat(kind(open(), more, ALPHA, DAYS)).isEqualTo(Optional.empty());

    // Once the table has the added column, what was answered before does not count any more.
    DatasetLease.take(SinkRun.DATASET, List.of(more), CompatibilityViews.NONE, false, options)
        .close();

    assertThat(kind(open(), more, ALPHA, DAYS)).isEqualTo(Optional.empty());
  }

  @Test
  void usedOn_aPacificDay_countsThatDayOnly() throws IOException {
    prepare(CHANNEL);
    // 00:00:00.123 in Los Angeles, where it is the day before half a day later.
    store(outcome(FIRST, CHANNEL, ALPHA), outcome(FIRST, CHANNEL, BETA));
    store(outcome(SECOND, CHANNEL, ALPHA));

    assertThat(open().usedOn(LocalDate.parse("2026-02-02")).requests()).isEqualTo(2);
    assertThat(open().usedOn(LocalDate.parse("2026-02-03")).requests()).isEqualTo(1);
    assertThat(open().usedOn(LocalDate.parse("2026-02-01")).requests()).isEqualTo(0);
  }

  @Test
  void within_someDates_findsOnlyRequestsInsideThem() throws IOException {
    prepare(CHANNEL);
    store(outcome(FIRST, CHANNEL, ALPHA));
    DateRange shorter = new DateRange(DAYS.first(), DAYS.last().minusDays(1));

    assertThat(
            kind(open().limitedTo(Map.of(CHANNEL.name(), DAYS)), CHANNEL, ALPHA, DAYS).isPresent())
        .isTrue();
    assertThat(
            kind(open().limitedTo(Map.of(CHANNEL.name(), shorter)), CHANNEL, ALPHA, DAYS)
                .isPresent())
        .isFalse();
    assertThat(kind(open().limitedTo(Map.of()), CHANNEL, ALPHA, DAYS).isPresent()).isFalse();
  }

  @Test
  void outcomes_readBack_areWhatWasStored() throws IOException {
    prepare(CHANNEL);
    List<Outcome> stored = new ArrayList<>();
    for (int number = 0; number < 120; number++) {
      DateRange day = new DateRange(DAYS.first().plusDays(number), DAYS.first().plusDays(number));
      stored.add(
          number % 3 == 0
              ? FIRST.failed(CHANNEL, ALPHA, day, Cause.BACKEND).outcome()
              : FIRST
                  .answer(
                      CHANNEL,
                      OWNED,
                      day,
                      List.of(FIRST.row(CHANNEL, OWNED, day.first().toString(), 1L, null)))
                  .outcome());
    }
    store(stored.toArray(Outcome[]::new));

    List<Outcome> read = new ArrayList<>();
    StoredDataset.open(SinkRun.DATASET, options).outcomes(FIRST.runId(), read::add);

    assertThat(read).containsExactlyElementsIn(stored);
  }

  @Test
  void unconfirmed_emptyResponsesOverStoredRows_areReturned() throws IOException {
    prepare(CHANNEL);
    bigQuery.change(
        """
        INSERT INTO ds.channel_daily VALUES ('%s', NULL, DATE '2026-02-02', 1, NULL,
          TIMESTAMP '2026-02-03 00:00:00', 'run-0')
        """
            .formatted(ALPHA.channelId()));
    Outcome empty = outcome(FIRST, CHANNEL, ALPHA);
    Outcome owned = outcome(FIRST, CHANNEL, OWNED);
    store(empty, owned);

    StoredDataset.UnconfirmedDays days =
        StoredDataset.open(SinkRun.DATASET, options).unconfirmed(FIRST.runId(), List.of(CHANNEL));

    assertThat(days.of(empty, DAYS)).containsExactly(LocalDate.parse("2026-02-02"));
    assertThat(days.of(owned, DAYS)).isEmpty();
  }

  @Test
  void unconfirmed_daysAtTheEdgesOfAResponse_areReturnedWithoutCoveredDays() throws IOException {
    prepare(CHANNEL);
    for (int day = -1; day <= 4; day++) {
      bigQuery.change(
          """
          INSERT INTO ds.channel_daily VALUES ('%s', NULL, DATE '%s', 1, NULL,
            TIMESTAMP '2026-02-03 00:00:00', 'run-0')
          """
              .formatted(ALPHA.channelId(), DAYS.first().plusDays(day)));
    }
    DateRange requested = new DateRange(DAYS.first(), DAYS.first().plusDays(3));
    LocalDate answered = DAYS.first().plusDays(1);
    Outcome outcome =
        FIRST
            .answer(
                CHANNEL,
                ALPHA,
                requested,
                List.of(FIRST.row(CHANNEL, ALPHA, answered.toString(), 1L, null)))
            .outcome();
    store(outcome);

    StoredDataset.UnconfirmedDays days =
        StoredDataset.open(SinkRun.DATASET, options).unconfirmed(FIRST.runId(), List.of(CHANNEL));

    assertThat(days.of(outcome, requested))
        .containsExactly(requested.first(), requested.last().minusDays(1), requested.last());
  }

  private static Outcome outcome(Night night, ReportDefinition report, ChannelRef channel) {
    return night.answer(report, channel, DAYS, List.of()).outcome();
  }

  private static Optional<Kind> kind(
      EarlierOutcomes past, ReportDefinition report, ChannelRef channel, DateRange days) {
    return past.latest(channel, new ReportRequest(report, days))
        .map(EarlierOutcomes.RequestResult::kind);
  }

  private EarlierOutcomes open() throws IOException {
    return BigQueryEarlierOutcomes.in(SinkRun.DATASET, options).open();
  }

  /** The tables, as if they had been made long before. */
  private void prepare(ReportDefinition... reports) throws IOException {
    DatasetLease.take(SinkRun.DATASET, List.of(reports), CompatibilityViews.NONE, false, options)
        .close();
    for (ReportDefinition report : reports) {
      bigQuery.patch(
          "ds", report.name(), "{\"labels\": {\"" + ReportTables.DEFINED + "\": \"1\"}}");
    }
  }

  private void store(Outcome... outcomes) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      lines.add(
          FakeBigQuery.JSON.writeValueAsString(BigQueryUtils.toTableRow(OutcomeRow.of(outcome))));
    }
    Path file = Files.write(temp.resolve("outcomes.json"), lines);
    bigQuery.load("ds", TableShape.OUTCOMES, file);
  }
}
