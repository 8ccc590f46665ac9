// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/**
 * What happens to the files of an owner's jobs in the YouTube Reporting API. Shares are from 0 to
 * 1. The seed of the {@link World}, the owner, the report type and the day determine each event.
 *
 * @param maxRows the greatest number of rows of a day's first file
 * @param reissueShare the share of files that a later one replaces: it restates, adds and removes
 *     rows
 * @param headerOnlyShare the share of files without rows, whether the first of a day or a later one
 * @param gapShare the share of days without a file
 * @param lateShare the share of days whose first file is up to four days late
 * @param shuffleShare the share of files with a column order of their own
 */
public record BulkHistory(
    int maxRows,
    double reissueShare,
    double headerOnlyShare,
    double gapShare,
    double lateShare,
    double shuffleShare) {
  /** One file with one to six rows for each day, two days later. */
  public static final BulkHistory QUIET = new BulkHistory(6, 0, 0, 0, 0, 0);

  /** No files but those that a test adds. */
  public static final BulkHistory EMPTY = new BulkHistory(1, 0, 0, 1, 0, 0);

  /** Everything that Google does to files, often. */
  public static final BulkHistory EVENTFUL = new BulkHistory(8, 0.35, 0.12, 0.06, 0.15, 0.3);

  /** Checks the ranges. */
  public BulkHistory {
    if (maxRows < 1) {
      throw new IllegalArgumentException("maxRows must be at least 1, but was " + maxRows);
    }
    checkShare("reissueShare", reissueShare);
    checkShare("headerOnlyShare", headerOnlyShare);
    checkShare("gapShare", gapShare);
    checkShare("lateShare", lateShare);
    checkShare("shuffleShare", shuffleShare);
  }

  private static void checkShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " must be in 0..1, but was " + share);
    }
  }
}
