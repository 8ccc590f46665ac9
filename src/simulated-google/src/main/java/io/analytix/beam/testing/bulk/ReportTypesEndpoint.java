// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** reportTypes.list: the types of which the owner can create a job. */
public final class ReportTypesEndpoint implements AuthorisedEndpoint {
  private final BulkJobs jobs;
  private final BulkSettings settings;
  private final Clock clock;

  public ReportTypesEndpoint(BulkJobs jobs, BulkSettings settings, Clock clock) {
    this.jobs = jobs;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given =
        BulkApi.parameters(incoming, bearer, "includeSystemManaged", "pageSize", "pageToken");
    BulkApi.owner(given, bearer);
    boolean ofContentOwner = given.containsKey("onBehalfOfContentOwner");
    boolean system = given.getOrDefault("includeSystemManaged", "").equals("true");
    List<BulkReportType> types =
        BulkReportTypes.all().stream()
            .filter(type -> type.ofContentOwner() == ofContentOwner)
            .filter(type -> system || !type.systemManaged())
            .filter(type -> jobs.isOffered(type, clock.instant()))
            .toList();
    return BulkApi.page("reportTypes", types, given, settings.pageSize(), this::json);
  }

  private ObjectNode json(BulkReportType type) {
    ObjectNode json = Json.object().put("id", type.id()).put("name", type.name());
    jobs.deprecateTime(type.id())
        .map(Instant::toString)
        .ifPresent(end -> json.put("deprecateTime", end));
    if (type.systemManaged()) {
      json.put("systemManaged", true);
    }
    return json;
  }
}
