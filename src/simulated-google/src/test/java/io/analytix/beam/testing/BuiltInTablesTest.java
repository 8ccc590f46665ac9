// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queries of the built-in reports. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuiltInTablesTest {
  private static final LocalDate LAST = LocalDate.of(2026, 11, 14);

  private final SimulatedChannel channel =
      SimulatedChannel.named("harbour-luthier").videoCount(260).playlistCount(230).build();
  private final World world =
      World.builder(3).today(LocalDate.of(2026, 11, 20)).channel(channel).build();
  private final SimulatedGoogle google = SimulatedGoogle.start(world);
  private final Client client = new Client(google);

  @AfterAll
  void stop() {
    google.close();
  }

  @ParameterizedTest
  @CsvSource({
    "day, views likes averageViewPercentage",
    "day, estimatedRevenue adImpressions cpm",
    "day creatorContentType, views comments subscribersGained averageViewPercentage",
    "day subscribedStatus, views engagedViews likes shares averageViewDuration",
    "day insightTrafficSourceType, views engagedViews estimatedMinutesWatched",
    "day insightPlaybackLocationType, views engagedViews estimatedMinutesWatched",
    "day deviceType operatingSystem, views engagedViews estimatedMinutesWatched",
    "day adType, grossRevenue adImpressions cpm"
  })
  void byDay_aMonthAtOnce_isTheTruth(String dimensions, String metrics) throws Exception {
    ReportQuestion question = question(dimensions, metrics, LAST.minusDays(29));

    assertAnswered(question.sortedBy(dimensions.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "country, views likes estimatedMinutesWatched",
    "ageGroup gender, viewerPercentage",
    "sharingService, shares"
  })
  void perDay_oneDay_isTheTruth(String dimensions, String metrics) throws Exception {
    assertAnswered(question(dimensions, metrics, LAST).sortedBy(dimensions.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "video, views likes estimatedMinutesWatched, -views",
    "playlist, playlistViews playlistStarts playlistSaves viewsPerPlaylistStart, -playlistViews"
  })
  void capped_oneDay_isTheTruthCutAtTheCap(String dimension, String metrics, String sort)
      throws Exception {
    ReportQuestion question = question(dimension, metrics, LAST).sortedBy(sort).atMost(200);

    assertAnswered(question);
    assertThat(world.truth(question)).hasSize(200);
  }

  private ReportQuestion question(String dimensions, String metrics, LocalDate first) {
    return ReportQuestion.of(
        channel.id(), List.of(dimensions.split(" ")), List.of(metrics.split(" ")), first, LAST);
  }

  private void assertAnswered(ReportQuestion question) throws Exception {
    Client.Reply reply = client.report(client.accessToken(channel), ReportParameters.of(question));

    assertWithMessage(reply.body()).that(reply.status()).isEqualTo(200);
    assertThat(world.truth(question)).isNotEmpty();
    assertThat(GroundTruthTest.rowsOf(reply.json())).isEqualTo(world.truth(question));
  }
}
