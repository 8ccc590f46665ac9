// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.query;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.catalogue.ReportQuery;
import io.analytix.beam.catalogue.Rule;
import io.analytix.beam.catalogue.UnknownNames;
import io.analytix.beam.catalogue.Violation;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.FileTokenStore;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.report.Column;
import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.Faults;
import io.analytix.beam.testing.RecordedCall;
import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.SimulatedGoogle;
import io.analytix.beam.testing.World;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnalytixClientTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
  private static final LocalDate LAST = LocalDate.parse("2026-11-14");

  /** In Pacific time, this is still the 20th. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T02:00:00Z"), ZoneOffset.UTC);

  private static final RetryPolicy QUICK =
      new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(20));

  @TempDir Path folder;

  private final SimulatedChannel baker = SimulatedChannel.named("alpine-baker").build();
  private final SimulatedChannel poor =
      SimulatedChannel.named("no-money")
          .scopes(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.YOUTUBE_SCOPE)
          .build();
  private final SimulatedChannel linked = SimulatedChannel.named("linked").build();
  private final World world =
      World.builder(7)
          .today(LocalDate.parse("2026-11-20"))
          .channel(baker)
          .channel(poor)
          .contentOwner("network", linked)
          .build();
  private SimulatedGoogle google;

  @BeforeEach
  void start() throws Exception {
    google = SimulatedGoogle.start(world, CLOCK);
    google.writeTokenRecords(folder.resolve("tokens"));
    google.writeTokenRecord(folder.resolve("tokens"), world.contentOwners().get(0));
    google.writeClientSecrets(folder.resolve("client.json"));
  }

  @AfterEach
  void stop() {
    google.close();
  }

  private ClientSetup setup(String record) {
    return with(
        AnalytixClient.ofRecord(
            FileTokenStore.in(folder.resolve("tokens").toString()),
            ClientSecretsSource.file(folder.resolve("client.json").toString()),
            record));
  }

  private ClientSetup with(ClientSetup setup) {
    return setup
        .withEndpoints(
            Endpoints.of(google.apiRootUrl().toString(), google.dataApiRootUrl().toString()))
        .withRetries(QUICK)
        .withClock(CLOCK);
  }

  private Report fetch(String record, ReportQuery query) throws Exception {
    try (AnalytixClient client = setup(record).open()) {
      return client.fetchReport(query);
    }
  }

  private <T extends AnalytixException> T refusal(Class<T> kind, String record, ReportQuery query) {
    return assertThrows(kind, () -> fetch(record, query));
  }

  /** The truth in the types of a report. */
  private List<Map<String, Object>> truth(SimulatedChannel channel, Report report) {
    ReportQuery query = report.query();
    List<Map<String, Object>> rows =
        world.truth(
            ReportQuestion.of(
                    channel.id(),
                    query.dimensions(),
                    query.metrics(),
                    query.startDate(),
                    query.endDate())
                .sortedBy(query.sort().toArray(String[]::new)));
    rows.forEach(
        row ->
            row.replaceAll(
                (name, cell) -> cell instanceof BigDecimal money ? money.setScale(9) : cell));
    return rows;
  }

  private static List<Map<String, Object>> rows(Report report) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ReportRow row : report.rows()) {
      Map<String, Object> cells = new LinkedHashMap<>();
      for (Column column : report.columns()) {
        cells.put(column.apiName(), row.value(column.apiName(), Object.class));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static ReportQuery byDay() {
    return ReportQuery.of("views", "averageViewPercentage").by("day").dates(FIRST, LAST).build();
  }

  @Test
  void fetchReport_byDay_isTheTruthTyped() throws Exception {
    Report report = fetch("alpine-baker", byDay());

    assertThat(rows(report)).isEqualTo(truth(baker, report));
    assertThat(report.shape()).isEqualTo(new Report.Shape(14, 3));
    assertThat(report.dimensions()).containsExactly("day");
    assertThat(report.metrics()).containsExactly("views", "averageViewPercentage").inOrder();
    assertThat(report.type().name()).isEqualTo("Time-based activity");
    assertThat(report.rows().get(0).value("day", LocalDate.class)).isEqualTo(FIRST);
    assertThat(report.rows().get(0).value("views", Long.class)).isAtLeast(0);
    assertThat(report.truncated()).isFalse();
  }

  @Test
  void fetchReport_withoutDatesAndMetrics_requestsAllMetricsOfTheLastFourWeeks() throws Exception {
    Report report = fetch("alpine-baker", ReportQuery.of().by("day").build());

    assertThat(report.query().startDate()).isEqualTo(LocalDate.parse("2026-10-22"));
    assertThat(report.query().endDate()).isEqualTo(LocalDate.parse("2026-11-19"));
    assertThat(report.metrics()).containsExactlyElementsIn(report.type().metrics()).inOrder();
    assertThat(report.metrics()).contains("estimatedRevenue");
    assertThat(rows(report)).isEqualTo(truth(baker, report));
    assertThat(report.rows()).isNotEmpty();
  }

  @Test
  void fetchReport_allMetricsWithoutMonetaryScope_omitsRevenue() throws Exception {
    Report report = fetch("no-money", ReportQuery.of().dates(FIRST, LAST).build());

    assertThat(report.columns().stream().filter(Column::monetary).toList()).isEmpty();
    assertThat(rows(report)).isEqualTo(truth(poor, report));
  }

  @Test
  void fetchReport_revenueInAnotherCurrency_isExact() throws Exception {
    Report report =
        fetch(
            "alpine-baker",
            ReportQuery.of("estimatedRevenue")
                .by("day")
                .dates(FIRST, LAST)
                .currency("EUR")
                .build());

    assertThat(parameters().get("currency")).isEqualTo("EUR");
    assertThat(report.rows().get(0).value("estimatedRevenue", BigDecimal.class).scale())
        .isEqualTo(9);
  }

  @Test
  void fetchReport_topList_isTruncatedAtMaxResults() throws Exception {
    Report report =
        fetch(
            "alpine-baker",
            ReportQuery.of("views")
                .by("video")
                .dates(FIRST, LAST)
                .sort("-views")
                .maxResults(5)
                .build());

    assertThat(report.rows()).hasSize(5);
    assertThat(report.truncated()).isTrue();
  }

  @Test
  void fetchReport_ofAPinnedRecord_sendsTheChannelIdOnly() throws Exception {
    fetch("alpine-baker", byDay());

    assertThat(parameters())
        .containsExactly(
            "ids", "channel==" + baker.id(),
            "startDate", "2026-11-01",
            "endDate", "2026-11-14",
            "metrics", "views,averageViewPercentage",
            "dimensions", "day",
            "sort", "day");
    assertThat(kinds()).containsExactly(Call.Kind.TOKEN, Call.Kind.REPORT).inOrder();
  }

  @Test
  void fetchReport_unpinnedRecord_requestsItsOwnChannel() throws Exception {
    google.writeTokenRecord(folder.resolve("tokens"), "unpinned", baker, Optional.empty());

    Report report = fetch("unpinned", byDay());

    assertThat(parameters().get("ids")).isEqualTo("channel==MINE");
    assertThat(rows(report)).isEqualTo(truth(baker, report));
  }

  @Test
  void fetchReport_contentOwnersRecord_requestsOnItsBehalf() throws Exception {
    Report report = fetch("network", byDay().toBuilder().where("channel", linked.id()).build());

    assertThat(parameters().get("ids")).isEqualTo("contentOwner==network");
    assertThat(rows(report)).isEqualTo(truth(linked, report));
  }

  @Test
  void fetchReport_contentOwnersQueryOfEverything_isRefusedBeforeItIsSent() {
    AnalytixException.InvalidQuery refused =
        refusal(AnalytixException.InvalidQuery.class, "network", byDay());

    assertThat(refused.checkResult().violations().stream().map(Violation::rule))
        .containsExactly(Rule.FILTER_RULE);
    assertThat(google.recordedCalls()).isEmpty();
  }

  @Test
  void fetchReport_severalQueries_refreshOnce() throws Exception {
    try (AnalytixClient client = setup("alpine-baker").open()) {
      client.fetchReport(byDay());
      client.fetchReport(byDay());
    }

    assertThat(google.recordedCalls(Call.Kind.TOKEN)).hasSize(1);
  }

  @Test
  void fetchReport_expiredAccessToken_isRefreshedOnce() throws Exception {
    try (AnalytixClient client = setup("alpine-baker").open()) {
      client.fetchReport(byDay());
      google.expireAccessTokens();
      assertThat(client.fetchReport(byDay()).rows()).hasSize(14);
    }

    assertThat(google.recordedCalls(Call.Kind.TOKEN)).hasSize(2);
  }

  @Test
  void fetchReport_serviceUnavailableForAWhile_isRetried() throws Exception {
    google.faults().next(Call.Kind.REPORT, 2, Fault.SERVICE_UNAVAILABLE);

    assertThat(fetch("alpine-baker", byDay()).rows()).hasSize(14);
    assertThat(google.recordedCalls(Call.Kind.REPORT)).hasSize(3);
  }

  @Test
  void fetchReport_serviceStaysUnavailable_throwsTryLaterWithGooglesMessage() {
    google.faults().next(Call.Kind.REPORT, Faults.FOREVER, Fault.SERVICE_UNAVAILABLE);

    AnalytixException.TryLater later =
        refusal(AnalytixException.TryLater.class, "alpine-baker", byDay());

    assertThat(later.failure().cause()).isEqualTo(Cause.BACKEND);
    assertThat(later.failure().httpStatus()).isEqualTo(503);
    assertThat(google.recordedCalls(Call.Kind.REPORT)).hasSize(4);
  }

  @Test
  void fetchReport_withdrawnConsent_throwsConsentNeeded() {
    google.revoke(baker.id());

    AnalytixException.ConsentNeeded needed =
        refusal(AnalytixException.ConsentNeeded.class, "alpine-baker", byDay());

    assertThat(needed.failure().cause()).isEqualTo(Cause.TOKEN_REVOKED);
    assertThat(needed.failure().reason()).isEqualTo("invalid_grant");
    assertThat(needed.failure().remedy()).contains("consent again");
  }

  @Test
  void fetchReport_foreignChannel_isRefused() throws Exception {
    google.writeTokenRecord(folder.resolve("tokens"), "mistaken", poor, Optional.of(baker.id()));

    assertThat(refusal(AnalytixException.Refused.class, "mistaken", byDay()).failure().cause())
        .isEqualTo(Cause.FORBIDDEN);
  }

  @Test
  void fetchReport_invalidQuery_hasTheNearestQueryAndSendsNoRequest() {
    ReportQuery query = ReportQuery.of("views", "likes").by("province").dates(FIRST, LAST).build();

    AnalytixException.InvalidQuery refused =
        refusal(AnalytixException.InvalidQuery.class, "alpine-baker", query);

    assertThat(refused.checkResult().nearest()).isNotNull();
    assertThat(refused.failure().remedy()).contains("filters=country==US");
    assertThat(google.recordedCalls()).isEmpty();
  }

  @Test
  void fetchReport_revenueWithoutItsScope_isRefusedAfterTheTokenIsRefreshed() {
    ReportQuery query = ReportQuery.of("estimatedRevenue").by("day").dates(FIRST, LAST).build();

    AnalytixException.InvalidQuery refused =
        refusal(AnalytixException.InvalidQuery.class, "no-money", query);

    assertThat(refused.checkResult().error()).hasValue(Rule.SCOPE_MISSING);
    assertThat(google.recordedCalls(Call.Kind.REPORT)).isEmpty();
  }

  @Test
  void fetchReport_startIndex_throwsInvalidQuery() {
    AnalytixException.InvalidQuery refused =
        refusal(
            AnalytixException.InvalidQuery.class,
            "alpine-baker",
            byDay().toBuilder().startIndex(201).build());

    assertThat(refused).hasMessageThat().contains("startIndex does not page");
    assertThat(google.recordedCalls()).isEmpty();
  }

  @Test
  void fetchReport_unknownName_isSentWithLevelWarn() throws Exception {
    ReportQuery query = byDay().toBuilder().metrics(List.of("views", "brandNew")).build();

    refusal(AnalytixException.InvalidQuery.class, "alpine-baker", query);
    try (AnalytixClient client = setup("alpine-baker").withLevel(UnknownNames.WARN).open()) {
      AnalytixException refused =
          assertThrows(AnalytixException.Refused.class, () -> client.fetchReport(query));
      assertThat(refused.failure().httpStatus()).isEqualTo(400);
    }
    assertThat(google.recordedCalls(Call.Kind.REPORT)).hasSize(1);
  }

  @Test
  void open_missingRecord_throwsConsentNeeded() throws Exception {
    Files.writeString(folder.resolve("tokens").resolve("bad.json"), "{}");

    AnalytixException.ConsentNeeded needed =
        assertThrows(AnalytixException.ConsentNeeded.class, () -> setup("bad").open());

    assertThat(needed.failure().cause()).isEqualTo(Cause.RECORD_INVALID);
    assertThat(needed).hasMessageThat().contains("no refresh_token");
  }

  @Test
  void ofAccessToken_valid_requestsTheAccountsOwnChannel() throws Exception {
    String token = accessToken();

    try (AnalytixClient client = with(AnalytixClient.ofAccessToken(Secret.of(token))).open()) {
      Report report = client.fetchReport(byDay());

      assertThat(rows(report)).isEqualTo(truth(baker, report));
      assertThat(parameters().get("ids")).isEqualTo("channel==MINE");
    }
  }

  @Test
  void ofAccessToken_expired_isNotRetried() throws Exception {
    String token = accessToken();
    google.expireAccessTokens();

    try (AnalytixClient client = with(AnalytixClient.ofAccessToken(Secret.of(token))).open()) {
      AnalytixException.ConsentNeeded needed =
          assertThrows(AnalytixException.ConsentNeeded.class, () -> client.fetchReport(byDay()));
      assertThat(needed.failure().httpStatus()).isEqualTo(401);
      assertThat(needed).hasMessageThat().doesNotContain(token);
    }
    assertThat(google.recordedCalls(Call.Kind.REPORT).stream().map(RecordedCall::status))
        .containsExactly(200, 401)
        .inOrder();
  }

  /** The newest access token that the simulated Google handed out. */
  private String accessToken() throws Exception {
    fetch("alpine-baker", byDay());
    String token = google.secrets().get(google.secrets().size() - 1);
    return token;
  }

  private Map<String, String> parameters() {
    return google
        .recordedCalls(Call.Kind.REPORT)
        .get(google.recordedCalls(Call.Kind.REPORT).size() - 1)
        .call()
        .parameters();
  }

  private List<Call.Kind> kinds() {
    return google.recordedCalls().stream().map(one -> one.call().kind()).toList();
  }
}
