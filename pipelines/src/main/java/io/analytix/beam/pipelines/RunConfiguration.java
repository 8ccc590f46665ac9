// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Quota;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.catalogue.ReportCheck;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.pipelines.output.Reads;
import io.analytix.beam.plan.Refetch;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.DerivedTable;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.report.SnapshotHistory;
import io.analytix.beam.report.TableDefinition;
import io.analytix.beam.youtube.Endpoints;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The validated options of a run.
 *
 * @param clientSecrets null if no request is sent, as in a plan
 * @param usesSecretManager whether token records or the OAuth client are in Secret Manager
 * @param reports none if only bulk files are read
 * @param history whether to keep the {@link SnapshotHistory} of the snapshots among them
 * @param channels record names and channel ids, empty for all
 * @param rowsPerRequest maximum rows that a request about every video may return
 * @param refetch which days are requested again of reports that send one request per day
 * @param resume whether to skip requests that earlier runs completed
 */
public record RunConfiguration(
    TokenStore.Factory tokenStore,
    @Nullable ClientSecretsSource clientSecrets,
    boolean usesSecretManager,
    List<ReportDefinition> reports,
    boolean history,
    List<String> channels,
    RunDates dates,
    Refetch refetch,
    boolean resume,
    Quota quota,
    int maxInFlight,
    int rowsPerRequest,
    Endpoints endpoints,
    FailureThreshold failureLimit,
    BulkConfiguration bulk) {

  /** The day on which youtube.com was registered: there are no older figures. */
  private static final LocalDate FIRST_DAY = LocalDate.of(2005, 2, 14);

  /** The last day of {@code --asOf}. */
  private static final LocalDate LAST_DAY = LocalDate.of(2099, 12, 31);

  /**
   * Reads the options.
   *
   * @param clock determines yesterday, unless {@code --asOf} is set
   * @throws IllegalArgumentException with one line about the first invalid option
   */
  public static RunConfiguration of(AnalytixOptions options, Clock clock) {
    RunDates dates = dates(options, clock);
    CredentialSources sources = new CredentialSources(options);
    BulkConfiguration bulk = BulkConfiguration.of(options);
    List<ReportDefinition> reports = reports(options, dates, bulk);
    if (options.getHistory()) {
      checkHistories(reports);
    }
    return new RunConfiguration(
        sources.tokenStore(),
        sources.clientSecrets(),
        sources.usesSecretManager(),
        reports,
        options.getHistory(),
        list(options.getChannels()),
        dates,
        refetch(options.getRefetch()),
        options.getResume(),
        Quota.perMinute(options.getQueriesPerMinute())
            .perMinutePerChannel(options.getQueriesPerMinutePerChannel())
            .perDay(options.getQueriesPerDay())
            .dataApiUnitsPerDay(options.getDataApiUnitsPerDay()),
        options.getMaxInFlight(),
        options.getRowsPerRequest(),
        Endpoints.of(
            options.getYoutubeAnalyticsEndpoint(),
            options.getYoutubeDataEndpoint(),
            options.getYoutubeReportingEndpoint()),
        FailureThreshold.parse(options.getFailOn()),
        bulk);
  }

  private static List<ReportDefinition> reports(
      AnalytixOptions options, RunDates dates, BulkConfiguration bulk) {
    String file = options.getReportsFile();
    List<String> names = list(options.getReports());
    List<ReportDefinition> own =
        file == null || file.isBlank() ? List.of() : ReportsFile.read(file.strip());
    if (bulk.isWanted() && names.isEmpty() && own.isEmpty()) {
      return List.of();
    }
    List<ReportDefinition> reports = ReportNames.find(names, own);
    reports.forEach(RunConfiguration::check);
    for (ReportDefinition report : reports) {
      if (BulkReportTypes.resolve(report.name()).isPresent()) {
        throw new UsageException(
            "report '"
                + report.name()
                + "' has the name of a bulk report type, whose table it would share: rename it");
      }
    }
    // Rejects reports that cannot be planned before the run starts.
    ShardPlanner unused = new ShardPlanner(reports, dates);
    return options.getKeepRemovedTexts()
        ? reports.stream().map(RunConfiguration::keepingRemovedTexts).toList()
        : reports;
  }

  private static ReportDefinition keepingRemovedTexts(ReportDefinition report) {
    return report.keepsRemoved() ? report.keepingRemovedTexts() : report;
  }

  private static void checkHistories(List<ReportDefinition> reports) {
    List<DerivedTable> histories = SnapshotHistory.of(reports);
    if (histories.isEmpty()) {
      throw new UsageException(
          "--history keeps the counts of the reports channels and videos: add one of them to"
              + " --reports, or leave --history out");
    }
    List<String> names = reports.stream().map(ReportDefinition::name).toList();
    for (DerivedTable history : histories) {
      if (names.contains(history.name())) {
        throw new UsageException(
            "report '"
                + history.name()
                + "' has the name of a table that --history adds: rename it");
      }
    }
  }

  private static void check(ReportDefinition report) {
    try {
      ReportCheck.require(report);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** The read with these options. */
  public AnalytixIO.Read read() {
    AnalytixIO.Read read = AnalytixIO.read();
    return (resume ? read.withResume() : read)
        .withTokenStore(tokenStore)
        .withClientSecrets(client())
        .withReports(reports)
        .withChannels(channels)
        .withDates(dates)
        .withRefetch(refetch)
        .withQuota(quota)
        .withMaxInFlight(maxInFlight)
        .withMaxRowsPerRequest(rowsPerRequest)
        .withEndpoints(endpoints);
  }

  /** The tables of the reports, and those of their histories. */
  public List<TableDefinition> tables() {
    List<TableDefinition> tables = new ArrayList<>(reports);
    if (history) {
      tables.addAll(SnapshotHistory.of(reports));
    }
    return tables;
  }

  /** The bulk read with these options. */
  public AnalytixIO.ReadBulk readBulk() {
    return bulk.read(this);
  }

  /** The reads with these options. */
  public Reads reads() {
    bulk.check();
    return new Reads(
        reports.isEmpty() ? null : read(),
        tables(),
        history,
        bulk.isWanted() ? readBulk() : null,
        bulk.types(),
        bulk.archive());
  }

  /** How requests about every video are split. */
  public VideoBatches batches() {
    return new VideoBatches(rowsPerRequest);
  }

  /**
   * The source of the OAuth client.
   *
   * @throws UsageException if the options name none
   */
  public ClientSecretsSource client() {
    if (clientSecrets == null) {
      throw new UsageException("--clientSecrets is missing: set it to " + CredentialSources.CLIENT);
    }
    return clientSecrets;
  }

  private static Refetch refetch(String value) {
    for (Refetch refetch : Refetch.values()) {
      if (refetch.name().toLowerCase(Locale.ROOT).equals(value.strip())) {
        return refetch;
      }
    }
    throw new UsageException(
        "--refetch is '" + value + "', but must be changed, settled or always");
  }

  static List<String> list(@Nullable String value) {
    return value == null
        ? List.of()
        : Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static RunDates dates(AnalytixOptions options, Clock clock) {
    Instant asOf =
        parse(
            "--asOf", options.getAsOf(), Instant::parse, "an instant such as 2026-03-15T12:00:00Z");
    LocalDate today = LocalDate.ofInstant(clock.instant(), RunDates.PACIFIC);
    if (asOf != null) {
      LocalDate day = pacificDay(asOf);
      checkDay("--asOf", day, LAST_DAY);
      today = day.isAfter(today) ? day : today;
    }
    LocalDate latest = today.plusYears(1);
    LocalDate first = day("--startDate", options.getStartDate(), latest);
    LocalDate end = day("--endDate", options.getEndDate(), latest);
    Integer lookback = options.getLookbackDays();
    LocalDate last =
        end == null
            ? RunDates.yesterday(asOf == null ? clock : Clock.fixed(asOf, RunDates.PACIFIC))
            : end;
    if (lookback != null) {
      checkLookback(lookback, last);
    }
    if (first != null && last.isBefore(first)) {
      throw new UsageException(
          "--startDate is "
              + first
              + ", which is after the last day "
              + last
              + ": set --endDate to that day or later");
    }
    LocalDate backfill = day("--backfillFrom", options.getBackfillFrom(), latest);
    if (backfill != null && backfill.isAfter(last)) {
      throw new UsageException(
          "--backfillFrom is "
              + backfill
              + ", which is after the last day "
              + last
              + ": set it to that day or earlier");
    }
    return new RunDates(last, first, lookback, backfill);
  }

  private static void checkLookback(int days, LocalDate last) {
    if (days < 1) {
      throw new UsageException("--lookbackDays is " + days + ", but must be at least 1");
    }
    long most = ChronoUnit.DAYS.between(FIRST_DAY, last) + 1;
    if (days > most) {
      throw new UsageException(
          "--lookbackDays is %d, which begins before %s, when YouTube began: set it to %d or less"
              .formatted(days, FIRST_DAY, most));
    }
  }

  /** The Pacific day of an instant; the first or last one there is for an instant beyond. */
  private static LocalDate pacificDay(Instant instant) {
    try {
      return LocalDate.ofInstant(instant, RunDates.PACIFIC);
    } catch (DateTimeException e) {
      return instant.isBefore(Instant.EPOCH) ? LocalDate.MIN : LocalDate.MAX;
    }
  }

  private static void checkDay(String option, LocalDate day, LocalDate latest) {
    if (day.isBefore(FIRST_DAY)) {
      throw new UsageException(
          "%s is %s, but YouTube began on %s: set it to that day or later"
              .formatted(option, day, FIRST_DAY));
    }
    if (day.isAfter(latest)) {
      throw new UsageException("%s is %s, but must not be after %s".formatted(option, day, latest));
    }
  }

  private static @Nullable LocalDate day(String option, @Nullable String value, LocalDate latest) {
    LocalDate day = parse(option, value, LocalDate::parse, "a day such as 2026-02-28");
    if (day != null) {
      checkDay(option, day, latest);
    }
    return day;
  }

  private static <T> @Nullable T parse(
      String option, @Nullable String value, Function<String, T> parser, String form) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      return parser.apply(value.strip());
    } catch (DateTimeParseException e) {
      throw new UsageException(option + " is '" + value + "', but must be " + form);
    }
  }
}
