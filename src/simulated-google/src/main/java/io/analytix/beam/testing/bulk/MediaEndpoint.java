// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.oauth.Account;
import io.analytix.beam.testing.oauth.AuthorisedEndpoint;
import io.analytix.beam.testing.oauth.Consent;
import io.analytix.beam.testing.server.ApiError;
import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;
import java.time.Clock;
import java.util.List;

/** media.download: a file as CSV. Some files are not compressed even if the client accepts it. */
public final class MediaEndpoint implements AuthorisedEndpoint {
  private final BulkJobs jobs;
  private final BulkSettings settings;
  private final Clock clock;

  public MediaEndpoint(BulkJobs jobs, BulkSettings settings, Clock clock) {
    this.jobs = jobs;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse {
    if (!BulkApi.parameters(incoming, bearer).getOrDefault("alt", "json").equals("media")) {
      throw BulkApi.invalid(
          "Invalid value for query parameter 'alt'. It must be set to \"media\".");
    }
    // The parts are "", "v1", "media", KIND, KEY, "jobs", JOB, "reports" and REPORT.
    List<String> path = List.of(incoming.path().split("/"));
    if (path.size() != 9) {
      throw BulkApi.notFound();
    }
    if (!path.get(4).equals(settings.urlKey())) {
      throw expired();
    }
    BulkJob job = jobs.job(owner(bearer.account()), path.get(6)).orElseThrow(BulkApi::notFound);
    BulkApi.checkScope(job.type(), bearer);
    ReportFile file =
        jobs.files(job.id(), clock.instant()).stream()
            .filter(one -> one.id().equals(path.get(8)))
            .findFirst()
            .orElseThrow(BulkApi::notFound);
    HttpReply reply = HttpReply.csv(file.table().get().text());
    return file.id().endsWith("3") ? reply.delivered(HttpReply.Delivery.PLAIN) : reply;
  }

  /** The URL does not name the owner. */
  private static String owner(Account account) {
    SimulatedChannel channel = account.channel();
    return channel == null ? account.id() : channel.id();
  }

  private ErrorResponse expired() {
    return switch (settings.expiredStatus()) {
      case 401 -> new ErrorResponse(ApiError.badToken());
      case 403 -> BulkApi.forbidden();
      default -> BulkApi.notFound();
    };
  }
}
