// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/** The tokens of runs, drawn when they run and never used twice. */
final class RunTokens {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private RunTokens() {}

  static String draw() {
    Instant now = Clock.systemUTC().instant();
    return TIME.format(now) + "-%08x".formatted(ThreadLocalRandom.current().nextInt());
  }
}
