// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The time of the demo: it begins on a fixed night, and moves on to the next one. */
final class DemoNights extends Clock {
  private final Clock system;
  private volatile Duration offset;

  DemoNights(Instant first) {
    this(Clock.systemUTC(), first);
  }

  private DemoNights(Clock system, Instant first) {
    this.system = system;
    this.offset = Duration.between(system.instant(), first);
  }

  /** Goes on to the same time of the next day. */
  void next() {
    offset = offset.plusDays(1);
  }

  @Override
  public Instant instant() {
    return system.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return system.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new DemoNights(system.withZone(zone), instant());
  }
}
