// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import com.google.api.services.bigquery.model.Table;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.pipelines.bigquery.StoredDataset.StoredDay;
import io.analytix.beam.pipelines.bigquery.sql.OutcomeQuery;
import io.analytix.beam.pipelines.bigquery.sql.SqlText;
import io.analytix.beam.pipelines.output.PastOutcomes;
import io.analytix.beam.pipelines.output.PastOutcomes.PastResult;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.EarlierOutcomes;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.report.ReportDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * The results of earlier runs, from the outcomes table of a dataset. Runs query jobs when they are
 * needed: one for each report whose requests are looked up.
 */
final class BigQueryEarlierOutcomes implements EarlierOutcomes {
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final StoredDataset stored;
  private final @Nullable Map<String, DateRange> dates;
  private final Map<String, PastOutcomes> lastByReport = new HashMap<>();
  private final Map<String, Set<StoredDay>> storedDays = new HashMap<>();

  private BigQueryEarlierOutcomes(StoredDataset stored, @Nullable Map<String, DateRange> dates) {
    this.stored = stored;
    this.dates = dates;
  }

  /**
   * The outcomes in this dataset.
   *
   * @param options Beam's options: the credentials, and {@code --bigQueryEndpoint}
   */
  static EarlierOutcomes.Factory in(String dataset, PipelineOptions options) {
    String name = DatasetPlan.named(dataset).toString();
    BigQueryAccess access = BigQueryAccess.of(options);
    return () -> new BigQueryEarlierOutcomes(StoredDataset.open(name, access.options()), null);
  }

  @Override
  public EarlierOutcomes limitedTo(Map<String, DateRange> asked) {
    return new BigQueryEarlierOutcomes(stored, Map.copyOf(asked));
  }

  @Override
  public Optional<RequestResult> latest(ChannelRef channel, ReportRequest request) {
    return ofReport(request.report()).latest(channel, request);
  }

  @Override
  public Map<DateRange, RequestResult> latestByDates(ChannelRef channel, ReportDefinition report) {
    return ofReport(report).latestByDates(channel, report);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A response whose rows are gone from the table does not count.
   */
  @Override
  public Map<DateRange, RequestResult> latestOfDays(
      ChannelRef channel, ReportDefinition report, DateRange days) {
    Map<DateRange, RequestResult> results = new HashMap<>();
    ofReport(report)
        .results(channel, report)
        .forEach(
            (dates, past) ->
                results.put(
                    dates,
                    isGone(report, past)
                        ? new RequestResult(Kind.FAILED, past.result().startedAt())
                        : past.result()));
    return results;
  }

  private boolean isGone(ReportDefinition report, PastResult past) {
    DateRange rows = past.rows();
    return rows != null
        && !storedDays
            .computeIfAbsent(report.name(), any -> storedDays(report))
            .contains(new StoredDay(past.channelId(), past.contentOwner(), rows.last()));
  }

  private Set<StoredDay> storedDays(ReportDefinition report) {
    DateRange within = dates == null ? null : dates.get(report.name());
    try {
      return stored.days(
          report, within == null ? new DateRange(LocalDate.EPOCH, LAST_DAY) : within);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private PastOutcomes ofReport(ReportDefinition report) {
    return lastByReport.computeIfAbsent(report.name(), this::lastOf);
  }

  @Override
  public DayUse usedOn(LocalDate day) {
    AtomicLong requests = new AtomicLong();
    AtomicLong units = new AtomicLong();
    query(
        "SELECT SUM(requests) AS requests, SUM(data_api_units) AS units FROM %s WHERE started_at >= "
            + timestamp(day)
            + " AND started_at < "
            + timestamp(day.plusDays(1)),
        row -> {
          requests.addAndGet(Long.parseLong(row.getOrDefault("requests", "0")));
          units.addAndGet(Long.parseLong(row.getOrDefault("units", "0")));
        });
    return new DayUse(requests.get(), units.get());
  }

  /** The newest run's outcomes of each request of a report, the newest run first. */
  private PastOutcomes lastOf(String report) {
    PastOutcomes past = new PastOutcomes();
    Optional<Definition> definition = definition(report);
    String[] run = {""};
    query(
        "SELECT %2$s FROM (SELECT outcome.*, RANK() OVER (PARTITION BY token_record, channel_id,"
            + " content_owner, start_date, end_date ORDER BY run_id DESC) AS age FROM %1$s AS outcome"
            + " WHERE report = "
            + SqlText.text(report)
            + within(report)
            + ") AS aged WHERE age = 1 ORDER BY run_id DESC",
        row -> {
          Outcome outcome = OutcomeQuery.read(row);
          if (!outcome.runId().equals(run[0])) {
            past.endRun();
            run[0] = outcome.runId();
          }
          past.add(outcome, definition.flatMap(now -> now.at(outcome.startedAt())).orElse(null));
        });
    past.endRun();
    return past;
  }

  private String within(String report) {
    if (dates == null) {
      return "";
    }
    DateRange asked = dates.get(report);
    return asked == null
        ? " AND FALSE"
        : " AND start_date >= DATE '%s' AND end_date <= DATE '%s'"
            .formatted(asked.first(), asked.last());
  }

  /** A report's definition and the time since which it is valid. */
  private record Definition(String fingerprint, Instant since) {
    Optional<String> at(Instant instant) {
      return instant.isBefore(since) ? Optional.empty() : Optional.of(fingerprint);
    }
  }

  private Optional<Definition> definition(String report) {
    try {
      Optional<Table> table = stored.dataset().client().find(report);
      return table.flatMap(
          found ->
              ReportTables.fingerprint(found)
                  .flatMap(
                      text ->
                          ReportTables.definedAt(found).map(since -> new Definition(text, since))));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void query(String form, Consumer<Map<String, String>> rows) {
    try {
      stored.query(form, rows);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("cannot read the outcomes in " + stored, e);
  }

  private static String timestamp(LocalDate day) {
    return SqlText.timestamp(day.atStartOfDay(RunDates.PACIFIC).toInstant());
  }
}
