// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.reports;

import io.analytix.beam.testing.ReportQuestion;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.oauth.Account;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.Settings;
import io.analytix.beam.testing.world.GroundTruth;
import io.analytix.beam.testing.world.ReportQuestions;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the channels of a report: the account's own, or those of a content owner, which a filter
 * must select.
 */
final class SubjectFinder {
  private static final String CHANNEL = "channel";

  /** All videos of this world are uploaded and claimed by their owner. */
  private static final Set<String> OWNERS_ONLY = Set.of("claimedStatus", "uploaderType");

  private static final Set<String> NARROWING =
      Set.of(CHANNEL, "video", "playlist", "group", "claimedStatus", "uploaderType");

  private final GroundTruth world;
  private final GroupFilter groups;
  private final Settings settings;

  SubjectFinder(GroundTruth world, GroupFilter groups, Settings settings) {
    this.world = world;
    this.groups = groups;
    this.settings = settings;
  }

  /**
   * Returns the subject of a query.
   *
   * @param ids the parameter of the request: {@code channel==ID} or {@code contentOwner==NAME}
   */
  ReportSubject find(String ids, ReportQuestion requested, Account account) throws ErrorResponse {
    return ids.startsWith("contentOwner==")
        ? ofContentOwner(ids, requested, account)
        : ofChannel(requested, account);
  }

  private ReportSubject ofChannel(ReportQuestion requested, Account account) throws ErrorResponse {
    ReportTypeRow.check(requested);
    refuse(requested.dimensions().contains(CHANNEL));
    SimulatedChannel channel = account.channel();
    if (channel == null || !requested.channelId().equals(channel.id())) {
      throw foreign();
    }
    String owner = "channel==" + channel.id();
    return new ReportSubject(
        requested.filters().containsKey("group") ? withMembers(requested, owner) : requested,
        List.of(channel));
  }

  private ReportSubject ofContentOwner(String ids, ReportQuestion requested, Account account)
      throws ErrorResponse {
    refuse(requested.filters().keySet().stream().noneMatch(NARROWING::contains));
    refuse(requested.dimensions().contains(CHANNEL) && !requested.filters().containsKey(CHANNEL));
    // Content owners have no report by city since June 2026.
    refuse(requested.dimensions().contains("city"));
    ReportTypeRow.check(common(requested));
    if (!account.manages(ids.substring(ids.indexOf("==") + 2))) {
      throw foreign();
    }
    ReportQuestion question =
        requested.filters().containsKey("group") ? withMembers(requested, ids) : requested;
    List<SimulatedChannel> own =
        world.channels().stream().filter(one -> account.channelIds().contains(one.id())).toList();
    List<String> named = question.filters().getOrDefault(CHANNEL, idsOf(own));
    if (!idsOf(own).containsAll(named)) {
      throw foreign();
    }
    boolean ofOthers = List.of("thirdParty").equals(question.filters().get("uploaderType"));
    return new ReportSubject(
        common(question),
        own.stream().filter(one -> !ofOthers && named.contains(one.id())).toList());
  }

  /** Returns the query of each channel, without the filters that select channels. */
  private static ReportQuestion common(ReportQuestion question) {
    ReportQuestion common = ReportQuestions.without(question, CHANNEL);
    for (String filter : OWNERS_ONLY) {
      common = ReportQuestions.without(common, filter);
    }
    return common;
  }

  private static List<String> idsOf(Collection<SimulatedChannel> channels) {
    return channels.stream().map(SimulatedChannel::id).toList();
  }

  /** Returns the query with the group replaced by its current members. */
  private ReportQuestion withMembers(ReportQuestion question, String owner) throws ErrorResponse {
    Set<String> others = new HashSet<>(question.filters().keySet());
    others.retainAll(Set.of("video", "playlist", CHANNEL));
    Optional<GroupFilter.Members> members =
        groups.find(owner, ReportQuestions.only(question, "group"));
    if (members.isEmpty()) {
      throw new ErrorResponse(ApiError.notFound());
    }
    refuse(!others.isEmpty());
    return ReportQuestions.without(question, "group")
        .filteredBy(members.get().dimension(), members.get().ids());
  }

  private static void refuse(boolean notSupported) throws ErrorResponse {
    if (notSupported) {
      throw new ErrorResponse(ApiError.notSupported());
    }
  }

  private ErrorResponse foreign() {
    return new ErrorResponse(
        settings.foreignIsNotFound() ? ApiError.notFound() : ApiError.forbidden());
  }
}
