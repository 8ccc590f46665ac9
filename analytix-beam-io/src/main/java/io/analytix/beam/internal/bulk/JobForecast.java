// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import io.analytix.beam.channel.ChannelRef;
import io.analytix.beam.internal.bulk.BulkLedger.KnownFile;
import io.analytix.beam.internal.bulk.PlannedJobs.OfAccount;
import io.analytix.beam.internal.bulk.PlannedJobs.OfType;
import io.analytix.beam.internal.bulk.PlannedJobs.Requests;
import io.analytix.beam.plan.RunDates;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The requests of a run, by what earlier runs have fetched. No clock, no network. */
public final class JobForecast {
  /** The API lists files for 60 days after they were generated, one to two days after their day. */
  private static final int LISTED_DAYS = 62;

  private final BulkLedger ledger;
  private final boolean createJobs;

  /**
   * A forecast.
   *
   * @param createJobs whether missing jobs are created
   */
  public JobForecast(BulkLedger ledger, boolean createJobs) {
    this.ledger = ledger;
    this.createJobs = createJobs;
  }

  /** The requests of the run. */
  public PlannedJobs of(List<ChannelRef> channels, List<BulkReportType> types) {
    List<OfAccount> accounts = new ArrayList<>();
    // Of several records of one channel, the first that the API accepts is used.
    BulkPlanner.plan(channels, types, ledger).forEach(group -> accounts.add(of(group.get(0))));
    return new PlannedJobs(accounts, false);
  }

  private OfAccount of(AccountTypes account) {
    if (account.account().problem() != null) {
      List<OfType> none =
          account.types().stream()
              .map(type -> new OfType(type.id(), Requests.NONE, 0, account.account().problem()))
              .toList();
      return new OfAccount(account.account(), Requests.NONE, none);
    }
    String owner = BulkPlanner.owner(account.account());
    List<OfType> types = new ArrayList<>();
    long known = 0;
    for (AccountTypes.TypeToList type : account.types()) {
      BulkLedger.JobHistory history = ledger.of(type.id(), owner);
      known += history.newest().isPresent() ? 1 : 0;
      types.add(new OfType(type.id(), downloads(type.id(), history), 0, null));
    }
    return new OfAccount(account.account(), lists(account.types().size(), known), types);
  }

  /**
   * The jobs, then the files of each job. A missing job is created by one request; without {@code
   * --createJobs}, one request asks for the report types, if any job is missing.
   */
  private Requests lists(long types, long known) {
    long unknown = types - known;
    long all = 1 + types;
    return new Requests(createJobs ? all : 1 + known + Math.min(1, unknown), all, all);
  }

  /** Each day's newest file once; more only if a newest file has no row. */
  private Requests downloads(String reportType, BulkLedger.JobHistory history) {
    long open = history.open().count();
    long expected = history.newest().isEmpty() ? LISTED_DAYS : open + newDays(reportType, history);
    return new Requests(0, Math.min(LISTED_DAYS, expected), LISTED_DAYS);
  }

  /** Days whose first file should have appeared since, as long after the day as the last one. */
  private long newDays(String reportType, BulkLedger.JobHistory history) {
    boolean byDay =
        BulkReportTypes.resolve(reportType).filter(type -> !type.systemManaged()).isPresent();
    Optional<KnownFile> last =
        history.files().values().stream()
            .filter(file -> file.state().isFetched())
            .max(
                Comparator.comparing(KnownFile::day)
                    .thenComparing(Comparator.comparing(KnownFile::createdAt).reversed()));
    if (!byDay || last.isEmpty()) {
      return 0;
    }
    Duration lag = Duration.between(begin(last.get().day()), last.get().createdAt());
    LocalDate day = last.get().day();
    long days = 0;
    while (days < LISTED_DAYS && !begin(day.plusDays(days + 1)).plus(lag).isAfter(ledger.asOf())) {
      days++;
    }
    return days;
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(RunDates.PACIFIC).toInstant();
  }
}
