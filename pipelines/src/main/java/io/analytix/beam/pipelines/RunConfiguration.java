// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Quota;
import io.analytix.beam.catalogue.ReportCheck;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.plan.RunDates;
import io.analytix.beam.plan.ShardPlanner;
import io.analytix.beam.plan.VideoBatches;
import io.analytix.beam.report.ReportDefinition;
import io.analytix.beam.youtube.Endpoints;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The validated options of a run.
 *
 * @param clientSecrets null if no request is sent, as in a plan
 * @param channels record names and channel ids, empty for all
 * @param rowsPerRequest maximum rows that a request about every video may return
 * @param resume whether to skip requests that earlier runs completed
 */
public record RunConfiguration(
    TokenStore.Factory tokenStore,
    @Nullable ClientSecretsSource clientSecrets,
    List<ReportDefinition> reports,
    List<String> channels,
    RunDates dates,
    boolean resume,
    Quota quota,
    int maxInFlight,
    int rowsPerRequest,
    Endpoints endpoints,
    FailureThreshold failureLimit) {

  /**
   * Reads the options.
   *
   * @param clock determines yesterday, unless {@code --asOf} is set
   * @throws IllegalArgumentException with one line about the first invalid option
   */
  public static RunConfiguration of(AnalytixOptions options, Clock clock) {
    RunDates dates = dates(options, clock);
    CredentialSources sources = new CredentialSources(options);
    return new RunConfiguration(
        sources.tokenStore(),
        sources.clientSecrets(),
        reports(options, dates),
        list(options.getChannels()),
        dates,
        options.getResume(),
        Quota.perMinute(options.getQueriesPerMinute())
            .perMinutePerChannel(options.getQueriesPerMinutePerChannel())
            .perDay(options.getQueriesPerDay())
            .dataApiUnitsPerDay(options.getDataApiUnitsPerDay()),
        options.getMaxInFlight(),
        options.getRowsPerRequest(),
        Endpoints.of(options.getYoutubeAnalyticsEndpoint(), options.getYoutubeDataEndpoint()),
        FailureThreshold.parse(options.getFailOn()));
  }

  private static List<ReportDefinition> reports(AnalytixOptions options, RunDates dates) {
    String file = options.getReportsFile();
    List<ReportDefinition> reports =
        ReportNames.find(
            list(options.getReports()),
            file == null || file.isBlank() ? List.of() : ReportsFile.read(file.strip()));
    reports.forEach(RunConfiguration::check);
    // Rejects reports that cannot be planned before the run starts.
    ShardPlanner unused = new ShardPlanner(reports, dates);
    return reports;
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
        .withQuota(quota)
        .withMaxInFlight(maxInFlight)
        .withMaxRowsPerRequest(rowsPerRequest)
        .withEndpoints(endpoints);
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

  private static List<String> list(@Nullable String value) {
    return value == null
        ? List.of()
        : Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private static RunDates dates(AnalytixOptions options, Clock clock) {
    Instant asOf =
        parse(
            "--asOf", options.getAsOf(), Instant::parse, "an instant such as 2026-03-15T12:00:00Z");
    LocalDate first = day("--startDate", options.getStartDate());
    LocalDate end = day("--endDate", options.getEndDate());
    Integer lookback = options.getLookbackDays();
    LocalDate last =
        end == null
            ? RunDates.yesterday(asOf == null ? clock : Clock.fixed(asOf, RunDates.PACIFIC))
            : end;
    if (lookback != null && lookback < 1) {
      throw new UsageException("--lookbackDays is " + lookback + ", but must be at least 1");
    }
    if (first != null && last.isBefore(first)) {
      throw new UsageException(
          "--startDate is "
              + first
              + ", which is after the last day "
              + last
              + ": set --endDate to that day or later");
    }
    LocalDate backfill = day("--backfillFrom", options.getBackfillFrom());
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

  private static @Nullable LocalDate day(String option, @Nullable String value) {
    return parse(option, value, LocalDate::parse, "a day such as 2026-02-28");
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
