// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.AnalytixIO;
import io.analytix.beam.Quota;
import io.analytix.beam.bulk.BulkReportType;
import io.analytix.beam.bulk.BulkReportTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The validated options of the bulk half of a run.
 *
 * @param types the report types, each once; none if no bulk file is read
 * @param createJobs whether to create missing jobs
 * @param quota of the YouTube Reporting API
 * @param archive the address where files are kept as they are served, null for nowhere
 */
public record BulkConfiguration(
    List<BulkReportType> types, boolean createJobs, Quota quota, @Nullable String archive) {
  /** Files that stream at the same time: each needs about 40 MB of memory, and a processor. */
  private static final int MAX_FILES = 4;

  public BulkConfiguration {
    types = List.copyOf(types);
  }

  /**
   * Reads the options.
   *
   * @throws UsageException with one line about the first invalid option
   */
  static BulkConfiguration of(AnalytixOptions options) {
    List<BulkReportType> types = new ArrayList<>();
    for (String id : RunConfiguration.list(options.getBulkReports())) {
      BulkReportType type = find(id);
      if (!types.contains(type)) {
        types.add(type);
      }
    }
    String archive = options.getArchive();
    return new BulkConfiguration(
        types,
        options.getCreateJobs(),
        Quota.perMinute(options.getBulkQueriesPerMinute()).perDay(options.getBulkQueriesPerDay()),
        archive == null || archive.isBlank() ? null : archive.strip());
  }

  /**
   * The report type of this id, also if it is a version that the catalogue does not know yet.
   *
   * @throws UsageException with the most similar id, if there is none
   */
  public static BulkReportType find(String id) {
    return BulkReportTypes.resolve(id).orElseThrow(() -> unknown(id));
  }

  private static UsageException unknown(String id) {
    List<String> ids = BulkReportTypes.all().stream().map(BulkReportType::id).toList();
    Optional<String> versioned =
        ids.stream()
            .filter(known -> known.replaceFirst("_a[0-9]+$", "").equals(id))
            .reduce((older, newer) -> newer);
    return new UsageException(
        "--bulkReports names '"
            + id
            + "', which is no report type: "
            + versioned
                .or(() -> Suggestions.similar(id, ids))
                .map(near -> "did you mean " + near + "? ")
                .orElse("")
            + "'analytix jobs types' lists them");
  }

  /**
   * Returns if options about bulk files come with report types.
   *
   * @throws UsageException with one line, if not
   */
  public void check() {
    if (types.isEmpty() && (createJobs || archive != null)) {
      throw new UsageException(
          (archive == null ? "--createJobs" : "--archive")
              + " is about bulk files: name report types with --bulkReports");
    }
  }

  /** Whether bulk files are read. */
  public boolean isWanted() {
    return !types.isEmpty();
  }

  /** The ids of the report types. */
  public List<String> ids() {
    return types.stream().map(BulkReportType::id).toList();
  }

  /** The read with these options. */
  AnalytixIO.ReadBulk read(RunConfiguration run) {
    AnalytixIO.ReadBulk read =
        AnalytixIO.readBulk()
            .withTokenStore(run.tokenStore())
            .withClientSecrets(run.client())
            .withReportTypes(ids())
            .withChannels(run.channels())
            .withQuota(quota)
            .withMaxInFlight(Math.min(MAX_FILES, run.maxInFlight()))
            .withEndpoints(run.endpoints());
    read = createJobs ? read.withCreateJobs() : read;
    return run.resume() ? read.withResume() : read;
  }
}
