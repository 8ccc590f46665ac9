// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Answers reports from the ground truth, or refuses them as the API does. */
final class ReportEndpoint {
  private static final Set<String> ACCEPTED_SCOPES =
      Set.of(SimulatedChannel.ANALYTICS_SCOPE, SimulatedChannel.MONETARY_SCOPE);

  private final World world;
  private final Settings settings;
  private final GroupFilter groups;

  ReportEndpoint(World world, Settings settings) {
    this(world, settings, GroupFilter.NONE);
  }

  ReportEndpoint(World world, Settings settings, GroupFilter groups) {
    this.world = world;
    this.settings = settings;
    this.groups = groups;
  }

  /** Answers for a bearer who acts for {@code channel}. */
  Answer answer(Incoming incoming, SimulatedChannel channel) {
    if (Collections.disjoint(channel.scopes(), ACCEPTED_SCOPES)) {
      return ApiError.insufficientScope(
          "youtubeanalytics.googleapis.com",
          "google.apps.youtube.analytics.v2.ReportsService.Query",
          SimulatedChannel.ANALYTICS_SCOPE);
    }
    try {
      Map<String, List<String>> query = incoming.query();
      Question question = QuestionParser.parse(query, channel.id());
      String fields = query.getOrDefault("fields", List.of("*")).get(0);
      FieldMask mask = FieldMask.parse(fields, FieldMask.RESULT_TABLE);
      ObjectNode table = ResultTable.of(question, rows(question, channel), settings.emptyRows());
      boolean pretty = !query.getOrDefault("prettyPrint", List.of()).contains("false");
      return Answer.json(200, Json.text(mask.select(table), pretty));
    } catch (Refused refused) {
      return refused.answer();
    }
  }

  private List<List<Object>> rows(Question asked, SimulatedChannel channel) throws Refused {
    tableOf(asked);
    checkPermission(asked, channel);
    Question question = withMembers(asked, channel);
    ReportTable table = tableOf(question);
    if (fails(question, channel)) {
      throw new Refused(
          ApiError.answer(500, "An internal error has occurred.", "global", "internalError"));
    }
    if (loses(question) || (question.startIndex() > 1 && table.cap() > 0)) {
      return List.of();
    }
    return inApiOrder(question, world.rows(question));
  }

  private static ReportTable tableOf(Question question) throws Refused {
    return ReportTable.of(question).orElseThrow(() -> new Refused(ApiError.notSupported()));
  }

  /** Returns the question with the members of its group in place of the group. */
  private Question withMembers(Question question, SimulatedChannel channel) throws Refused {
    if (!question.filters().containsKey("group")) {
      return question;
    }
    GroupFilter.Members members =
        groups
            .find(question.only("group"), channel)
            .orElseThrow(() -> new Refused(ApiError.notFound()));
    return question.without("group").filteredBy(members.dimension(), members.ids());
  }

  /** What the API cannot serve, however often it is asked. */
  private boolean fails(Question question, SimulatedChannel channel) {
    boolean pagesVideos = question.startIndex() > 1 && question.filters().containsKey("video");
    boolean hasTooFewSubscribers =
        channel.nearlyEmpty() && question.dimensions().contains("subscribedStatus");
    boolean beginsOrEnds =
        question.metrics().contains(RetentionCurve.STARTED)
            || question.metrics().contains(RetentionCurve.STOPPED);
    return pagesVideos || hasTooFewSubscribers || (beginsOrEnds && world.rows(question).isEmpty());
  }

  /** Money by day was once seen to have no rows at all until an order was asked for. */
  private static boolean loses(Question question) {
    return question.dimensions().equals(List.of("day"))
        && question.sort().isEmpty()
        && question.metrics().stream().allMatch(name -> Metrics.get(name).monetary());
  }

  private void checkPermission(Question question, SimulatedChannel channel) throws Refused {
    if (!question.channelId().equals(channel.id())) {
      throw new Refused(settings.foreignIsNotFound() ? ApiError.notFound() : ApiError.forbidden());
    }
    boolean monetary = question.metrics().stream().anyMatch(name -> Metrics.get(name).monetary());
    boolean allowed =
        channel.scopes().contains(SimulatedChannel.MONETARY_SCOPE)
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
