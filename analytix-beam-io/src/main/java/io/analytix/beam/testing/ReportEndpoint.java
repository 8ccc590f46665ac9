// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Answers reports from the ground truth, or refuses them as the API does. */
final class ReportEndpoint implements Endpoint.Authorised {
  private static final Set<String> ACCEPTED_SCOPES =
      Set.of(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.MONETARY_SCOPE);

  private final World world;
  private final Settings settings;

  ReportEndpoint(World world, Settings settings) {
    this.world = world;
    this.settings = settings;
  }

  @Override
  public Answer answer(Incoming incoming, Consent bearer) throws Refused {
    if (!bearer.allowsAnyOf(ACCEPTED_SCOPES)) {
      return insufficientScope();
    }
    SimulatedChannel channel = bearer.account().channel();
    if (channel == null) {
      return ApiError.forbidden();
    }
    try {
      Question question = QuestionParser.parse(incoming.query(), channel.id());
      boolean pretty = !incoming.query().getOrDefault("prettyPrint", List.of()).contains("false");
      return Answer.json(
          200, ResultTable.write(question, rows(question, bearer), settings.emptyRows(), pretty));
    } catch (Refused refused) {
      return refused.answer();
    }
  }

  static Answer insufficientScope() {
    return ApiError.insufficientScope(
        "youtubeanalytics.googleapis.com",
        "google.apps.youtube.analytics.v2.ReportsService.Query",
        SimulatedChannel.ANALYTICS_SCOPE);
  }

  private List<List<Object>> rows(Question question, Consent bearer) throws Refused {
    ReportTable table =
        ReportTable.of(question).orElseThrow(() -> new Refused(ApiError.notSupported()));
    if (!table.allows(question)) {
      throw new Refused(ApiError.notSupported());
    }
    checkPermission(question, bearer);
    if (question.startIndex() > 1 && question.filters().containsKey("video")) {
      throw new Refused(
          ApiError.answer(500, "An internal error has occurred.", "global", "internalError"));
    }
    if (question.startIndex() > 1 && table.cap() > 0) {
      return List.of();
    }
    return inApiOrder(question, world.rows(question));
  }

  private void checkPermission(Question question, Consent bearer) throws Refused {
    SimulatedChannel channel = bearer.account().channel();
    if (channel == null || !question.channelId().equals(channel.id())) {
      throw new Refused(settings.foreignIsNotFound() ? ApiError.notFound() : ApiError.forbidden());
    }
    boolean monetary = question.metrics().stream().anyMatch(name -> Metrics.get(name).monetary());
    boolean allowed =
        bearer.scopes().contains(SimulatedChannel.MONETARY_SCOPE)
            && (channel.monetised() || !settings.unmonetisedIsForbidden());
    if (monetary && !allowed) {
      throw new Refused(ApiError.forbidden());
    }
  }

  /** Who does not ask for an order gets none, but the same one each time. */
  private List<List<Object>> inApiOrder(Question question, List<List<Object>> rows) {
    if (!question.sort().isEmpty()) {
      return rows;
    }
    List<List<Object>> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(world.seed() + question.hashCode()));
    return shuffled;
  }
}
