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
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** jobs.reports.list and get. */
public final class JobReportsEndpoint implements AuthorisedEndpoint {
  private final BulkJobs jobs;
  private final BulkSettings settings;
  private final Clock clock;

  public JobReportsEndpoint(BulkJobs jobs, BulkSettings settings, Clock clock) {
    this.jobs = jobs;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    // The parts are "", "v1", "jobs", JOB, "reports" and, for one file, its id.
    List<String> path = List.of(incoming.path().split("/"));
    boolean isList = path.size() == 5;
    Map<String, String> given =
        isList
            ? BulkApi.parameters(
                incoming,
                bearer,
                "createdAfter",
                "startTimeAtOrAfter",
                "startTimeBefore",
                "pageSize",
                "pageToken")
            : BulkApi.parameters(incoming, bearer);
    BulkJob job =
        jobs.job(BulkApi.owner(given, bearer), path.get(3)).orElseThrow(BulkApi::notFound);
    BulkApi.checkScope(job.type(), bearer);
    List<ReportFile> files = jobs.files(job.id(), clock.instant());
    if (isList) {
      return list(incoming, given, job, files);
    }
    return HttpReply.json(
        files.stream()
            .filter(file -> file.id().equals(path.get(5)))
            .map(file -> json(incoming, job, file))
            .findFirst()
            .orElseThrow(BulkApi::notFound));
  }

  private HttpReply list(
      HttpCall incoming, Map<String, String> given, BulkJob job, List<ReportFile> files)
      throws ErrorResponse {
    Instant createdAfter = time(given, "createdAfter", Instant.MIN);
    Instant first = time(given, "startTimeAtOrAfter", Instant.MIN);
    Instant end = time(given, "startTimeBefore", Instant.MAX);
    List<ReportFile> matching =
        files.stream()
            .filter(file -> file.createTime().isAfter(createdAfter))
            .filter(file -> !file.startTime().isBefore(first) && file.startTime().isBefore(end))
            // Google does not promise an order.
            .sorted(Comparator.comparing(ReportFile::id))
            .toList();
    return BulkApi.page(
        "reports", matching, given, settings.pageSize(), file -> json(incoming, job, file));
  }

  private static Instant time(Map<String, String> given, String name, Instant other)
      throws ErrorResponse {
    String text = given.get(name);
    try {
      return text == null ? other : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw BulkApi.invalid("Invalid value at '" + name + "' (TYPE_TIMESTAMP), \"" + text + "\"");
    }
  }

  private ObjectNode json(HttpCall incoming, BulkJob job, ReportFile file) {
    ObjectNode json =
        Json.object()
            .put("id", file.id())
            .put("jobId", job.id())
            .put("startTime", file.startTime().toString())
            .put("endTime", file.endTime().toString())
            .put("createTime", file.createTime().toString())
            .put("downloadUrl", downloadUrl(incoming, job, file));
    if (job.expireTime() != null) {
      json.put("jobExpireTime", job.expireTime().toString());
    }
    return json;
  }

  private String downloadUrl(HttpCall incoming, BulkJob job, ReportFile file) {
    String path =
        "v1/media/%s/%s/jobs/%s/reports/%s?alt=media"
            .formatted(
                job.type().ofContentOwner() ? "CONTENT_OWNER" : "CHANNEL",
                settings.urlKey(),
                job.id(),
                file.id());
    return settings.downloadRootOr(incoming.origin()).resolve(path).toString();
  }
}
