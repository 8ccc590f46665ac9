// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.server.Json;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** jobs.list, get, create and delete. */
public final class JobsEndpoint implements AuthorisedEndpoint {
  private static final int MAX_NAME = 100;

  private final BulkJobs jobs;
  private final BulkSettings settings;
  private final Clock clock;

  public JobsEndpoint(BulkJobs jobs, BulkSettings settings, Clock clock) {
    this.jobs = jobs;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    if (incoming.method().equals("POST")) {
      return create(incoming, bearer);
    }
    String id = incoming.path().substring("/v1/jobs".length());
    if (id.isEmpty()) {
      return list(incoming, bearer);
    }
    Map<String, String> given = BulkApi.parameters(incoming, bearer);
    BulkJob job =
        jobs.job(BulkApi.owner(given, bearer), id.substring(1)).orElseThrow(BulkApi::notFound);
    if (incoming.method().equals("DELETE")) {
      jobs.delete(job);
      return HttpReply.json(Json.object());
    }
    return HttpReply.json(json(job));
  }

  private HttpReply list(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given =
        BulkApi.parameters(incoming, bearer, "includeSystemManaged", "pageSize", "pageToken");
    boolean system = given.getOrDefault("includeSystemManaged", "").equals("true");
    List<BulkJob> listed =
        jobs.of(BulkApi.owner(given, bearer)).stream()
            .filter(job -> system || !job.type().systemManaged())
            .toList();
    return BulkApi.page("jobs", listed, given, settings.pageSize(), JobsEndpoint::json);
  }

  private HttpReply create(HttpCall incoming, Consent bearer) throws ErrorResponse {
    Map<String, String> given = BulkApi.parameters(incoming, bearer);
    String owner = BulkApi.owner(given, bearer);
    JsonNode body = body(incoming);
    String name = body.path("name").asText("");
    if (body.path("reportTypeId").asText("").isEmpty() || name.isEmpty()) {
      throw BulkApi.invalid("Both a report type id and a name are required.");
    }
    if (name.length() > MAX_NAME) {
      throw BulkApi.invalid("The job name is too long.");
    }
    BulkReportType type =
        BulkReportTypes.find(body.get("reportTypeId").asText())
            .filter(one -> jobs.isOffered(one, clock.instant()))
            .filter(one -> one.ofContentOwner() == given.containsKey("onBehalfOfContentOwner"))
            .orElseThrow(BulkApi::notFound);
    if (type.systemManaged()) {
      throw BulkApi.forbidden();
    }
    BulkApi.checkScope(type, bearer);
    return HttpReply.json(
        json(jobs.create(owner, type, name, clock.instant()).orElseThrow(BulkApi::alreadyExists)));
  }

  private static JsonNode body(HttpCall incoming) throws ErrorResponse {
    try {
      return Json.parse(incoming.body());
    } catch (IllegalArgumentException e) {
      throw BulkApi.invalid("Invalid JSON payload received.");
    }
  }

  private static ObjectNode json(BulkJob job) {
    ObjectNode json =
        Json.object()
            .put("id", job.id())
            .put("reportTypeId", job.type().id())
            .put("name", job.name())
            .put("createTime", job.createTime().toString());
    if (job.expireTime() != null) {
      json.put("expireTime", job.expireTime().toString());
    }
    if (job.type().systemManaged()) {
      json.put("systemManaged", true);
    }
    return json;
  }
}
