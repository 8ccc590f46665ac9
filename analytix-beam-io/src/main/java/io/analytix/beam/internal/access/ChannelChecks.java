// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelList;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
import io.analytix.beam.internal.youtube.HttpTransport;
import io.analytix.beam.internal.youtube.WorkerConnections;
import io.analytix.beam.youtube.Endpoints;
import io.analytix.beam.youtube.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Checks token records like a run does, several at a time, without requesting a report. Cost per
 * record: one token refresh and, if the consent allows it, one unit of the Data API.
 *
 * @param maxInFlight maximum number of records that are checked at a time: 1 to 512
 * @param clock determines the expiry of access tokens
 */
public record ChannelChecks(
    TokenStore.Factory tokenStore,
    ClientSecretsSource clientSecrets,
    Endpoints endpoints,
    RetryPolicy retries,
    int maxInFlight,
    Clock clock) {

  public ChannelChecks {
    HttpTransport.checkInFlight(maxInFlight);
  }

  /**
   * Checks channels.
   *
   * @param checked receives each check as soon as it is done, from several threads
   * @return one check per channel, in the order of {@code channels}; of several usable records of
   *     one channel, only the first stays usable. If {@code channels} are in the order of a run,
   *     see {@link ChannelList#order}, it is the record that the run uses
   * @throws IOException if the OAuth client cannot be read
   */
  public List<ChannelCheck> check(List<ChannelRef> channels, Consumer<ChannelCheck> checked)
      throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(maxInFlight);
    try (WorkerConnections connections =
        WorkerConnections.open(tokenStore, clientSecrets, endpoints, clock)) {
      ChannelChecker checker =
          new ChannelChecker(
              connections.store(),
              connections.tokens(),
              connections.channels(),
              new RetrySchedule(retries, RandomGenerator.getDefault(), SchedulerClock.system()));
      List<Future<ChannelCheck>> pending = new ArrayList<>();
      for (ChannelRef channel : channels) {
        Future<ChannelCheck> check =
            workers.submit(
                () -> {
                  ChannelCheck done = checker.check(channel);
                  checked.accept(done);
                  return done;
                });
        pending.add(check);
        if (!checker.hasTriedClient()) {
          ChannelCheck unused = await(check);
        }
      }
      List<ChannelCheck> checks = new ArrayList<>();
      for (Future<ChannelCheck> check : pending) {
        checks.add(await(check));
      }
      return firstOfEachChannel(checks);
    } finally {
      workers.shutdownNow();
    }
  }

  private static ChannelCheck await(Future<ChannelCheck> check) throws IOException {
    try {
      return check.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the check was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check failed unexpectedly", e.getCause());
    }
  }

  private static List<ChannelCheck> firstOfEachChannel(List<ChannelCheck> checks) {
    Map<ChannelIdentity, ChannelCheck> first = new HashMap<>();
    return checks.stream().map(check -> firstOrRefused(check, first)).toList();
  }

  private static ChannelCheck firstOrRefused(
      ChannelCheck check, Map<ChannelIdentity, ChannelCheck> first) {
    String id = check.channelId();
    if (id == null || !check.isUsable()) {
      return check;
    }
    ChannelCheck earlier =
        first.putIfAbsent(new ChannelIdentity(id, check.ref().contentOwner()), check);
    return earlier == null ? check : ChannelChecker.second(check, earlier);
  }
}
