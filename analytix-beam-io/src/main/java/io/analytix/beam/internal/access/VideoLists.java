// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.access.UploadsLister.Listed;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.youtube.WorkerConnections;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Lists the uploads of channels without requesting a report, so that a plan can show every request.
 * Costs one unit of the Data API per channel, and one for each 50 of its videos.
 *
 * @param clock determines the expiry of access tokens
 */
public record VideoLists(
    TokenStore.Factory tokenStore,
    ClientSecretsSource clientSecrets,
    Endpoints endpoints,
    RetryPolicy retries,
    Clock clock) {

  /**
   * Lists the uploads of channels, one after another.
   *
   * @param listed receives each list as soon as it is complete
   * @throws IOException if the OAuth client cannot be read
   */
  public Map<ChannelRef, Listed> list(List<ChannelRef> channels, Consumer<Listed> listed)
      throws IOException {
    Map<ChannelRef, Listed> lists = new LinkedHashMap<>();
    try (WorkerConnections connections =
        WorkerConnections.open(tokenStore, clientSecrets, endpoints, clock)) {
      UploadsLister lister =
          new UploadsLister(
              connections.tokens(),
              connections.channels(),
              connections.uploads(endpoints, retries),
              new RetrySchedule(retries, RandomGenerator.getDefault(), SchedulerClock.system()));
      for (ChannelRef channel : channels) {
        Listed list = lister.list(channel);
        listed.accept(list);
        lists.put(channel, list);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the listing was interrupted");
    }
    return lists;
  }
}
