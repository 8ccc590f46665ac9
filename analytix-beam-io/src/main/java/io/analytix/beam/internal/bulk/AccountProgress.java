// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Outcome;
import io.analytix.beam.outcome.Status;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the jobs of each account have given in this run on this worker, to notice accounts whose
 * files never have a row: then another channel than the intended one consented.
 */
final class AccountProgress {
  private final Map<String, OfAccount> accounts = new HashMap<>();

  private static final class OfAccount {
    private final Set<LocalDate> emptyDays = new HashSet<>();
    private boolean isUsual;
    private int ended;
  }

  /**
   * A job has ended, also one without a file to fetch. After the last one of its account, returns
   * the number of days with files, if no file of the account ever had a row.
   */
  synchronized Optional<Long> ended(JobWork work, List<Outcome> outcomes) {
    OfAccount account = accounts.computeIfAbsent(work.listing().owner(), any -> new OfAccount());
    account.emptyDays.addAll(work.accountEmptyDays());
    account.isUsual |= work.accountHadRows();
    for (Outcome outcome : outcomes) {
      if (outcome.status() == Status.EMPTY) {
        account.emptyDays.add(outcome.startDate());
      } else if (outcome.cause() != Cause.JOB_MISSING
          && outcome.cause() != Cause.REPORT_TYPE_RETIRED) {
        account.isUsual = true;
      }
    }
    account.ended++;
    return account.ended == work.accountJobs() && !account.isUsual
        ? Optional.of((long) account.emptyDays.size())
        : Optional.empty();
  }
}
