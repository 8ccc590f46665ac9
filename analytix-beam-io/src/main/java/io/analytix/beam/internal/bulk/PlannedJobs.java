// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.channel.ChannelRef;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a run about bulk files, before any of them is sent.
 *
 * @param accounts the channels and content owners, in the order of the run
 * @param listed whether the jobs and their files were listed; else the numbers follow from what
 *     earlier runs have fetched
 */
public record PlannedJobs(List<OfAccount> accounts, boolean listed) {
  public PlannedJobs {
    accounts = List.copyOf(accounts);
  }

  /** A number of requests. */
  public record Requests(long atLeast, long expected, long atMost) {
    static final Requests NONE = exactly(0);

    static Requests exactly(long count) {
      return new Requests(count, count, count);
    }

    Requests plus(Requests other) {
      return new Requests(
          atLeast + other.atLeast, expected + other.expected, atMost + other.atMost);
    }
  }

  /**
   * A channel or content owner.
   *
   * @param lists requests that list jobs, files and report types, or create jobs
   */
  public record OfAccount(ChannelRef account, Requests lists, List<OfType> types) {
    public OfAccount {
      types = List.copyOf(types);
    }
  }

  /**
   * A report type.
   *
   * @param downloads requests of files that the day's quota suffices for
   * @param deferred days that it does not suffice for
   * @param problem why nothing is downloaded, null if there is no reason
   */
  public record OfType(
      String reportType, Requests downloads, long deferred, @Nullable String problem) {}

  /** All requests that list. */
  public Requests lists() {
    return accounts.stream().map(OfAccount::lists).reduce(Requests.NONE, Requests::plus);
  }

  /** All downloads of a report type. */
  public Requests downloads(String reportType) {
    return types()
        .filter(type -> type.reportType().equals(reportType))
        .map(OfType::downloads)
        .reduce(Requests.NONE, Requests::plus);
  }

  /** All requests. */
  public Requests requests() {
    return types().map(OfType::downloads).reduce(lists(), Requests::plus);
  }

  /** Days that are deferred. */
  public long deferred() {
    return types().mapToLong(OfType::deferred).sum();
  }

  private Stream<OfType> types() {
    return accounts.stream().flatMap(account -> account.types().stream());
  }
}
