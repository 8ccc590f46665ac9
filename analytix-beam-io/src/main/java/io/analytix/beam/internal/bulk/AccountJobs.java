// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.outcome.Failure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of an account.
 *
 * @param channelId the channel, null if it is unknown or a content owner
 * @param failure why nothing is known, null if it is
 * @param offered the report types that a job may be made of; the time from which they are not
 *     generated, or an empty text
 */
public record AccountJobs(
    ChannelRef account,
    @Nullable String channelId,
    @Nullable Failure failure,
    List<Job> jobs,
    Map<String, String> offered) {
  public AccountJobs {
    jobs = List.copyOf(jobs);
    offered = Map.copyOf(offered);
  }

  /**
   * A job.
   *
   * @param createdAt null if the API does not tell
   * @param expiresAt from then on nothing is generated, null if no end is set
   * @param files how many files can be fetched now
   * @param newestDay the last Pacific day with a file, null without files
   * @param newestFile when the last file was generated, null without files
   */
  public record Job(
      String reportType,
      String id,
      @Nullable Instant createdAt,
      @Nullable Instant expiresAt,
      int files,
      @Nullable LocalDate newestDay,
      @Nullable Instant newestFile) {}
}
