// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Leads each request to its endpoint, past quota and faults, and remembers it. */
final class FrontDoor {
  private final Clock clock;
  private final World world;
  private final Grants grants;
  private final Settings settings;
  private final Quota quota;
  private final Faults faults;
  private final TokenEndpoint tokens;
  private final ReportEndpoint reports;
  private final ChannelsEndpoint channels = new ChannelsEndpoint();
  private final List<Asked> asked = new ArrayList<>();

  FrontDoor(
      World world, Clock clock, Grants grants, Settings settings, Quota quota, Faults faults) {
    this.clock = clock;
    this.world = world;
    this.grants = grants;
    this.settings = settings;
    this.quota = quota;
    this.faults = faults;
    this.tokens = new TokenEndpoint(world, grants, settings, clock);
    this.reports = new ReportEndpoint(world, settings);
  }

  List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  Answer answer(Incoming incoming) {
    Call call = callOf(incoming, clock.instant());
    Optional<Answer> refusal = call.kind() == Call.Kind.REPORT ? quota.refusal() : Optional.empty();
    Answer answer =
        refusal.orElseGet(() -> faults.around(call, () -> properAnswer(call, incoming)));
    synchronized (asked) {
      asked.add(new Asked(call, answer.visibleStatus()));
    }
    return answer.later(settings.latency());
  }

  private Answer properAnswer(Call call, Incoming incoming) {
    return switch (call.kind()) {
      case TOKEN -> tokens.answer(incoming);
      case REPORT -> authorised(incoming, channel -> reports.answer(incoming, channel));
      case CHANNELS -> authorised(incoming, channel -> channels.answer(incoming, channel));
      case UNKNOWN -> ApiError.notFound();
    };
  }

  private Answer authorised(Incoming incoming, Function<SimulatedChannel, Answer> endpoint) {
    return bearerChannel(incoming).flatMap(world::find).map(endpoint).orElseGet(ApiError::badToken);
  }

  private Optional<String> bearerChannel(Incoming incoming) {
    return incoming.bearer().flatMap(token -> grants.channelOfAccessToken(token, clock.instant()));
  }

  private Call callOf(Incoming incoming, Instant now) {
    Call.Kind kind = kindOf(incoming);
    Map<String, String> parameters =
        Incoming.firstOfEach(kind == Call.Kind.TOKEN ? incoming.form() : incoming.query());
    String channelId = channelId(kind, incoming, parameters);
    Map<String, String> shown = new LinkedHashMap<>(parameters);
    shown.keySet().removeAll(List.of("client_secret", "refresh_token", "access_token"));
    return new Call(kind, incoming.path(), shown, channelId, now);
  }

  private static Call.Kind kindOf(Incoming incoming) {
    return switch (incoming.method() + " " + incoming.path()) {
      case "POST /token" -> Call.Kind.TOKEN;
      case "GET /v2/reports" -> Call.Kind.REPORT;
      case "GET /youtube/v3/channels" -> Call.Kind.CHANNELS;
      default -> Call.Kind.UNKNOWN;
    };
  }

  private @Nullable String channelId(
      Call.Kind kind, Incoming incoming, Map<String, String> parameters) {
    if (kind == Call.Kind.TOKEN) {
      return grants
          .channelOfRefreshToken(parameters.getOrDefault("refresh_token", ""))
          .orElse(null);
    }
    String ids = parameters.getOrDefault("ids", "");
    return ids.startsWith("channel==UC")
        ? ids.substring("channel==".length())
        : bearerChannel(incoming).orElse(null);
  }
}
