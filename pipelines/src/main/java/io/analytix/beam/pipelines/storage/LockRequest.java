// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * A run that wants to lock an output.
 *
 * @param name of the run, such as its job, for messages to other runs
 * @param breakIt whether to take the lock from the run that holds it
 */
public record LockRequest(String name, LockOwner owner, boolean breakIt) {
  /** This process as the holder from now on, for messages to other runs. */
  public String holder() {
    return "%s, process %d, since %s".formatted(name, ProcessHandle.current().pid(), now());
  }

  static String now() {
    return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
