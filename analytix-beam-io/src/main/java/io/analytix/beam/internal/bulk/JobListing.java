// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.youtube.BulkJob;
import io.analytix.beam.internal.youtube.BulkReport;
import io.analytix.beam.outcome.Failure;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a report type of an account, and their files.
 *
 * @param channelId the channel; null if it is not identified, or if the account is a content owner
 * @param contentOwner the content owner, null for a channel
 * @param jobs usually one; none if there is none
 * @param reports all files that were asked for; none if the listing failed
 * @param failure why there is no job, or no listing; null if there is one
 * @param created whether this run created the job, which has no file yet
 * @param requests sent for it, those of the account's list of jobs at its first report type
 */
public record JobListing(
    ChannelRef account,
    @Nullable String channelId,
    @Nullable String contentOwner,
    String reportType,
    List<BulkJob> jobs,
    List<BulkReport> reports,
    @Nullable Failure failure,
    boolean created,
    int requests,
    int retries,
    Instant startedAt,
    Instant finishedAt)
    implements Serializable {
  public JobListing {
    jobs = List.copyOf(jobs);
    reports = List.copyOf(reports);
  }

  /** The channel or content owner; its token record if it is not identified. */
  String owner() {
    return contentOwner != null
        ? "@" + contentOwner
        : channelId != null ? channelId : "record " + account.tokenRecord();
  }
}
