// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

/** The exit codes of the commands. */
public enum ExitCode {
  /** Success. */
  OK,
  /** Wrong usage, or the command failed. */
  ERROR,
  /** Some requests failed, or some token records cannot be used. */
  PARTIAL,
  /** Some requests were deferred because the day's quota is used up; none failed. */
  DEFERRED;

  /** The exit code of the process. */
  public int code() {
    return ordinal();
  }
}
