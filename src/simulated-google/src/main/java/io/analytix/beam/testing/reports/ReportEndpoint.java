// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Json;
import io.analytix.beam.testing.server.Settings;
import io.analytix.beam.testing.world.AggregationSpec;
import io.analytix.beam.testing.world.GroundTruth;
import io.analytix.beam.testing.world.Metrics;
import io.analytix.beam.testing.world.RetentionCurve;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** reports.query: rows of the ground truth, or the API's errors. */
public final class ReportEndpoint implements AuthorisedEndpoint {
  private static final Set<String> ACCEPTED_SCOPES =
      Set.of(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.MONETARY_SCOPE);

  /** An assumption: one view is too few in the real API, and an ordinary channel has enough. */
  private static final long MIN_VIEWS = 10;

  private final GroundTruth world;
  private final Settings settings;
  private final SubjectFinder subjects;

  public ReportEndpoint(GroundTruth world, Settings settings, GroupFilter groups) {
    this.world = world;
    this.settings = settings;
    this.subjects = new SubjectFinder(world, groups, settings);
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    if (!bearer.allowsAnyOf(ACCEPTED_SCOPES)) {
      return insufficientScope();
    }
    Map<String, List<String>> query = incoming.query();
    ReportQuestion requested = QuestionParser.parse(query, bearer.account().id());
    String ids = query.getOrDefault("ids", List.of("")).get(0);
    ReportSubject subject = subjects.find(ids, requested, bearer.account());
    ObjectNode table = ResultTable.of(requested, rows(subject, bearer), settings.emptyRows());
    boolean pretty = !query.getOrDefault("prettyPrint", List.of()).contains("false");
    return HttpReply.json(200, Json.text(table, pretty));
  }

  public static HttpReply insufficientScope() {
    return ApiError.insufficientScope(
        "youtubeanalytics.googleapis.com",
        "google.apps.youtube.analytics.v2.ReportsService.Query",
        SimulatedChannel.ANALYTICS_SCOPE);
  }

  private List<List<Object>> rows(ReportSubject subject, Consent bearer) throws ErrorResponse {
    checkMoney(subject, bearer);
    ReportQuestion question = subject.question();
    ReportTypeRow table = ReportTypeRow.check(question);
    if (fails(subject)) {
      throw new ErrorResponse(
          ApiError.of(500, "An internal error has occurred.", "global", "internalError"));
    }
    if (losesRows(question) || (question.startIndex() > 1 && table.cap() > 0)) {
      return List.of();
    }
    return inApiOrder(question, world.rows(question, subject.channels()));
  }

  /** Returns whether the API always fails with an internal error. */
  private boolean fails(ReportSubject subject) {
    ReportQuestion question = subject.question();
    boolean pagesVideos = question.startIndex() > 1 && question.filters().containsKey("video");
    boolean beginsOrEnds =
        question.metrics().contains(RetentionCurve.STARTED)
            || question.metrics().contains(RetentionCurve.STOPPED);
    return pagesVideos
        || (beginsOrEnds && world.rows(question, subject.channels()).isEmpty())
        || (question.dimensions().contains("subscribedStatus") && hasTooFewViews(subject));
  }

  /** The API failed for one view per month by subscribed status. No views were not tried. */
  private boolean hasTooFewViews(ReportSubject subject) {
    ReportQuestion requested = subject.question();
    ReportQuestion all =
        ReportQuestion.of(
            requested.channelId(),
            List.of(),
            List.of(AggregationSpec.VIEWS),
            requested.first(),
            requested.last());
    long views = (long) world.rows(all, subject.channels()).get(0).get(0);
    return views > 0 && views < MIN_VIEWS;
  }

  /** The API once returned no rows of revenue by day until a sort order was given. */
  private static boolean losesRows(ReportQuestion question) {
    return question.dimensions().equals(List.of("day"))
        && question.sort().isEmpty()
        && question.metrics().stream().allMatch(name -> Metrics.get(name).monetary());
  }

  private void checkMoney(ReportSubject subject, Consent bearer) throws ErrorResponse {
    boolean monetary =
        subject.question().metrics().stream().anyMatch(name -> Metrics.get(name).monetary());
    boolean allowed =
        bearer.scopes().contains(SimulatedChannel.MONETARY_SCOPE)
            && (subject.isMonetised() || !settings.unmonetisedIsForbidden());
    if (monetary && !allowed) {
      throw new ErrorResponse(ApiError.forbidden());
    }
  }

  /** Returns the rows in an arbitrary but stable order if the query has no sort order. */
  private List<List<Object>> inApiOrder(ReportQuestion question, List<List<Object>> rows) {
    if (!question.sort().isEmpty()) {
      return rows;
    }
    List<List<Object>> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(world.seed() + question.hashCode()));
    return shuffled;
  }
}
