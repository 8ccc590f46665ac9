// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.internal.youtube.BulkReport;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * A job and its files to fetch, in the order in which they are fetched.
 *
 * @param listing without its files
 * @param known what is known of its days before
 * @param accountJobs how many jobs of the same account the plan has
 * @param accountHadRows whether any file of the account had a row in an earlier run
 * @param accountEmptyDays days of which earlier runs fetched a file of the account without a row
 */
public record JobWork(
    JobListing listing,
    List<DayWork> days,
    JobDays known,
    int accountJobs,
    boolean accountHadRows,
    Set<LocalDate> accountEmptyDays)
    implements Serializable {
  public JobWork {
    days = List.copyOf(days);
    accountEmptyDays = Set.copyOf(accountEmptyDays);
  }

  /**
   * The files of one day.
   *
   * @param day the Pacific day; of a longer period, its first
   * @param last the last day of the period
   * @param files newest first: the next is fetched only if the one before has no row
   * @param reissued whether rows of the day are stored already
   * @param deferred whether the day's quota does not suffice for it
   */
  public record DayWork(
      LocalDate day, LocalDate last, List<BulkReport> files, boolean reissued, boolean deferred)
      implements Serializable {
    public DayWork {
      files = List.copyOf(files);
    }
  }

  /** How many outcomes it has at least. */
  public int outcomes() {
    return days.size() + (listing.failure() == null ? 0 : 1);
  }
}
