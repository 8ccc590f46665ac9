// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import io.analytix.beam.channel.ChannelList;
import io.analytix.beam.channel.ChannelListReader;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.access.ChannelChecks;
import io.analytix.beam.internal.bulk.BulkJobs;
import io.analytix.beam.pipelines.RunConfiguration;
import io.analytix.beam.pipelines.UsageException;
import io.analytix.beam.pipelines.coverage.ChannelTitles;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the token records and the OAuth client before a run sends or writes anything. */
public final class CredentialStores {
  private CredentialStores() {}

  /**
   * The channels of a run, in its order.
   *
   * @throws IOException if the store cannot be listed
   * @throws UsageException if there are none
   */
  public static ListedChannels channels(RunConfiguration request) throws IOException {
    return channels(request, false);
  }

  /** Like {@link #channels(RunConfiguration)}; with {@code allowNone}, there may be none. */
  public static ListedChannels channels(RunConfiguration request, boolean allowNone)
      throws IOException {
    ListedChannels listed;
    try (TokenStore store = request.tokenStore().open()) {
      listed = all(store);
    }
    List<ChannelRef> channels = listed.all();
    if (channels.isEmpty() && !allowNone) {
      throw new UsageException(
          "--tokenRecords: no token records found. Create one with 'analytix authorise' or"
              + " 'analytix channels add', or correct the folder, PREFIX* or ;labels.KEY=VALUE");
    }
    TreeSet<String> wanted = new TreeSet<>(request.channels());
    List<ChannelRef> chosen = channels.stream().filter(c -> c.isOneOf(wanted)).toList();
    for (String name : wanted) {
      if (chosen.stream().noneMatch(channel -> channel.isOneOf(Set.of(name)))) {
        throw new UsageException(
            "--channels names '" + name + "', but no token record has this name or channel id");
      }
    }
    return new ListedChannels(ChannelList.order(chosen), listed.titles());
  }

  /** The channels of all records, in the order of the record names, not of a run. */
  public static ListedChannels all(TokenStore store) throws IOException {
    Map<String, String> titles = new ConcurrentHashMap<>();
    try (ChannelListReader reader = new ChannelListReader(store)) {
      List<List<ChannelRef>> records =
          reader.readAll(
              store.names(),
              name -> ChannelList.read(store, name, record -> addTitle(name, record, titles)));
      return new ListedChannels(
          records.stream().flatMap(List::stream).toList(), new ChannelTitles(titles));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("reading the token records was interrupted");
    }
  }

  private static void addTitle(String name, TokenRecord record, Map<String, String> titles) {
    String title = record.channelTitle();
    if (title != null && record.contentOwner() == null) {
      titles.put(name, PrintableText.of(title));
    }
  }

  /**
   * Checks of token records at Google.
   *
   * @param store holds the records
   * @param clock determines the expiry of access tokens
   */
  public static ChannelChecks checks(
      RunConfiguration request, TokenStore.Factory store, Clock clock) {
    return new ChannelChecks(
        store,
        request.client(),
        request.endpoints(),
        RetryPolicy.DEFAULT,
        request.maxInFlight(),
        clock);
  }

  /**
   * Opens the jobs of token records, at the rate of the options.
   *
   * @param clock determines the expiry of access tokens and of jobs
   */
  public static BulkJobs jobs(RunConfiguration request, Clock clock) throws IOException {
    return BulkJobs.open(
        request.tokenStore(),
        request.client(),
        request.endpoints(),
        request.bulk().quota().queriesPerMinute(),
        request.bulk().quota().queriesPerDay(),
        clock,
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
  }
}
