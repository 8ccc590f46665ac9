// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.plan.QuotaUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans the bulk half of a run. Pure functions: no clock, no network, no Beam. */
public final class BulkPlanner {
  private BulkPlanner() {}

  /**
   * The files of all jobs.
   *
   * @param used of today's quota, with the listings
   */
  public record Choice(List<JobWork> work, QuotaUse used) {}

  /**
   * The accounts to list, with the report types that fit them; records of one channel are together,
   * in their order.
   *
   * @param channels in the order of the run
   */
  public static List<List<AccountTypes>> plan(
      List<ChannelRef> channels, List<BulkReportType> types, BulkLedger ledger) {
    Map<String, List<AccountTypes>> groups = new LinkedHashMap<>();
    for (ChannelRef channel : channels) {
      ChannelRef account = account(channel);
      List<AccountTypes.TypeToList> wanted =
          types.stream()
              .filter(type -> type.audience() == audience(account))
              .map(
                  type ->
                      new AccountTypes.TypeToList(
                          type.id(),
                          ledger.of(type.id(), owner(account)).createdAfter().orElse(null)))
              .toList();
      AccountTypes planned = new AccountTypes(account, wanted);
      List<AccountTypes> group = groups.computeIfAbsent(owner(account), any -> new ArrayList<>());
      if (!wanted.isEmpty() && !group.contains(planned)) {
        group.add(planned);
      }
    }
    groups.values().removeIf(List::isEmpty);
    return List.copyOf(groups.values());
  }

  /** The work of all jobs; listings are in any order. */
  public static Choice choose(
      List<JobListing> listings, FileChooser chooser, QuotaUse before, int perDay) {
    List<JobListing> ordered =
        listings.stream()
            .sorted(
                Comparator.comparing(JobListing::owner)
                    .thenComparing(listing -> listing.account().tokenRecord())
                    .thenComparing(JobListing::reportType))
            .toList();
    long listed = ordered.stream().mapToLong(JobListing::requests).sum();
    QuotaUse used = new QuotaUse(before.day(), before.requests() + listed);
    return new Choice(chooser.choose(ordered, perDay - used.requests()), used);
  }

  /** Jobs of a content owner belong to it, not to one of its channels. */
  static ChannelRef account(ChannelRef channel) {
    String owner = channel.contentOwner();
    return owner == null
        ? channel
        : new ChannelRef(channel.tokenRecord(), owner, owner, channel.problem());
  }

  static BulkReportType.Audience audience(ChannelRef account) {
    return account.contentOwner() == null
        ? BulkReportType.Audience.CHANNEL
        : BulkReportType.Audience.CONTENT_OWNER;
  }

  static String owner(ChannelRef account) {
    String owner = account.contentOwner();
    String id = account.channelId();
    return owner != null ? "@" + owner : id != null ? id : "record " + account.tokenRecord();
  }
}
