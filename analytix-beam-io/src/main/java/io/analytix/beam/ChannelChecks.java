// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.channel.ChannelList;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.channel.ClientSecretsSource;
import io.analytix.beam.channel.TokenStore;
import io.analytix.beam.internal.access.ChannelCheck;
import io.analytix.beam.internal.access.ChannelChecker;
import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.pace.SchedulerClock;
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
 * Checks token records as a run would open them, several at a time, without asking for a report.
 * What it costs: a refresh a record and, where the consent allows it, one unit of the Data API.
 *
 * @param maxInFlight how many records are checked at a time: 1 to 512
 * @param clock tells when an access token expires
 */
public record ChannelChecks(
    TokenStore.Factory tokenStore,
    ClientSecretsSource clientSecrets,
    Endpoints endpoints,
    RetryPolicy retries,
    int maxInFlight,
    Clock clock) {

  public ChannelChecks {
    ConfiguredRead.checkInFlight(maxInFlight);
  }

  /**
   * Checks channels.
   *
   * @param checked hears of each as soon as it is known, from several threads
   * @return one check a channel, in the order of {@code channels}; of several usable records for
   *     one channel, the first is: in the order of a run, {@link ChannelList#order}, the one it
   *     uses
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
              connections.directory(),
              new RetrySchedule(retries, RandomGenerator.getDefault(), SchedulerClock.system()));
      List<Future<ChannelCheck>> answers = new ArrayList<>();
      for (ChannelRef channel : channels) {
        answers.add(
            workers.submit(
                () -> {
                  ChannelCheck check = checker.check(channel);
                  checked.accept(check);
                  return check;
                }));
      }
      return firstOfEachChannel(all(answers));
    } finally {
      workers.shutdownNow();
    }
  }

  private static List<ChannelCheck> all(List<Future<ChannelCheck>> answers) throws IOException {
    List<ChannelCheck> checks = new ArrayList<>();
    try {
      for (Future<ChannelCheck> answer : answers) {
        checks.add(answer.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the check was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check broke off", e.getCause());
    }
    return checks;
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
