// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

/** The exit codes of the commands. */
public enum ExitCode {
  /** Success. */
  OK(0),
  /** Wrong usage, or the command failed. */
  ERROR(1),
  /** Some requests failed, or some token records cannot be used. */
  PARTIAL(2),
  /** Some requests were deferred because the day's quota is used up; none failed. */
  DEFERRED(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The exit code of the process. */
  public int code() {
    return code;
  }
}
