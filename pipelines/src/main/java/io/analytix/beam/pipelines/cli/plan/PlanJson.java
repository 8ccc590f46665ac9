// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.bulk.PlannedJobs;
import io.analytix.beam.internal.youtube.ReportQueryParameters;
import io.analytix.beam.pipelines.cli.console.JsonOutput;
import io.analytix.beam.plan.ChosenShard;
import io.analytix.beam.plan.ReportRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a plan as JSON. Streams the requests, of which there may be hundreds of thousands. */
final class PlanJson {
  private static final String IDS = "ids";

  private PlanJson() {}

  /**
   * A planned request.
   *
   * @param channelId null if only Google knows it
   * @param deferred whether it would not be sent, because it exceeds the day's quota
   * @param ifChanged whether it is sent only if the figures of its day have changed
   * @param query the query parameters; without {@code ids} if the channel is not known yet
   */
  record Planned(
      String report,
      String tokenRecord,
      @Nullable String channelId,
      @Nullable String contentOwner,
      String startDate,
      String endDate,
      boolean deferred,
      boolean ifChanged,
      Map<String, String> query) {}

  /**
   * The number of requests of a report.
   *
   * @param requests the requests that are certain, all of them in the list
   * @param requestsExpected those that are expected, of reports of changed days
   */
  record ReportTotal(String report, long requests, long requestsExpected, long requestsAtMost) {}

  record Total(
      int channels,
      long requests,
      long requestsExpected,
      long requestsAtMost,
      long requestsForTotals,
      long deferred,
      long answeredAlready,
      long backfilled,
      int queriesPerDay,
      long sentToday,
      int queriesPerMinute,
      double seconds,
      long dataApiUnitsAtLeast,
      long dataApiUnitsAtMost,
      int dataApiUnitsPerDay,
      long dataApiUnitsUsedToday) {}

  record Problem(String tokenRecord, String message) {}

  /** The requests about the files of a report type of a channel or content owner. */
  record PlannedFiles(
      String reportType,
      String tokenRecord,
      @Nullable String channelId,
      @Nullable String contentOwner,
      long downloads,
      long downloadsExpected,
      long downloadsAtMost,
      long deferred,
      @Nullable String problem) {}

  record BulkTotal(
      boolean listed,
      long lists,
      long listsAtMost,
      long requests,
      long requestsExpected,
      long requestsAtMost,
      long deferred,
      int queriesPerDay,
      long sentToday,
      int queriesPerMinute,
      double seconds) {}

  static void print(PlanPreview plan, @Nullable BulkPreview bulk, PrintWriter out)
      throws IOException {
    try (JsonGenerator json = JsonOutput.generator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("requests");
      for (ChannelRef channel : plan.accounts()) {
        for (ChosenShard shard : plan.shards(channel)) {
          for (ReportRequest request : plan.known(shard)) {
            json.writePOJO(
                planned(channel, request, shard.isDeferred(request), plan.isConditional(shard)));
          }
        }
      }
      json.writeEndArray();
      json.writePOJOField("reports", reports(plan));
      json.writePOJOField("total", total(plan));
      if (bulk != null) {
        json.writePOJOField("bulk_files", files(bulk.jobs()));
        json.writePOJOField("bulk_total", total(bulk));
      }
      json.writePOJOField("problems", problems(plan));
      json.writeEndObject();
    }
    out.println();
  }

  private static Planned planned(
      ChannelRef channel, ReportRequest request, boolean deferred, boolean ifChanged) {
    String id = channel.channelId();
    Map<String, String> query =
        ReportQueryParameters.of(
            request, new ChannelIdentity(id == null ? "" : id, channel.contentOwner()));
    if (id == null) {
      query.remove(IDS);
    }
    return new Planned(
        request.report().name(),
        channel.tokenRecord(),
        id,
        channel.contentOwner(),
        request.dates().first().toString(),
        request.dates().last().toString(),
        deferred,
        ifChanged,
        query);
  }

  private static List<ReportTotal> reports(PlanPreview plan) {
    return plan.requestsByReport().entrySet().stream()
        .map(
            one ->
                new ReportTotal(
                    one.getKey(),
                    one.getValue(),
                    plan.expected(one.getKey()),
                    plan.maxRequests(one.getKey())))
        .toList();
  }

  private static Total total(PlanPreview plan) {
    return new Total(
        plan.channels().size(),
        plan.requests(),
        plan.expectedToday(),
        plan.maxRequests(),
        plan.expected().totals(),
        plan.deferred(),
        plan.answered(),
        plan.backfilled(),
        plan.perDay(),
        plan.usedToday(),
        plan.perMinute(),
        plan.time(plan.expectedToday()).toMillis() / 1000.0,
        plan.minDataApiUnits(),
        plan.maxDataApiUnits(),
        plan.unitsPerDay(),
        plan.unitsUsedToday());
  }

  private static List<PlannedFiles> files(PlannedJobs jobs) {
    return jobs.accounts().stream()
        .flatMap(account -> account.types().stream().map(type -> files(account.account(), type)))
        .toList();
  }

  private static PlannedFiles files(ChannelRef account, PlannedJobs.OfType type) {
    return new PlannedFiles(
        type.reportType(),
        account.tokenRecord(),
        account.contentOwner() == null ? account.channelId() : null,
        account.contentOwner(),
        type.downloads().atLeast(),
        type.downloads().expected(),
        type.downloads().atMost(),
        type.deferred(),
        type.problem());
  }

  private static BulkTotal total(BulkPreview bulk) {
    PlannedJobs jobs = bulk.jobs();
    return new BulkTotal(
        jobs.listed(),
        jobs.lists().atLeast(),
        jobs.lists().atMost(),
        jobs.requests().atLeast(),
        jobs.requests().expected(),
        jobs.requests().atMost(),
        jobs.deferred(),
        bulk.perDay(),
        bulk.sentToday(),
        bulk.perMinute(),
        bulk.time().toMillis() / 1000.0);
  }

  private static List<Problem> problems(PlanPreview plan) {
    List<Problem> problems = new ArrayList<>();
    for (ChannelRef channel : plan.unusable()) {
      problems.add(new Problem(channel.tokenRecord(), String.valueOf(channel.problem())));
    }
    plan.rivals()
        .forEach(
            (channel, first) ->
                problems.add(
                    new Problem(
                        channel.tokenRecord(), "claims the channel of record '" + first + "'")));
    plan.lists()
        .forEach(
            (channel, listed) -> {
              String problem = listed.problem();
              if (problem != null) {
                problems.add(new Problem(channel.tokenRecord(), problem));
              }
            });
    return problems;
  }
}
