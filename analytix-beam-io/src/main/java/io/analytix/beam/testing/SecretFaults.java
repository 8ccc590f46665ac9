// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What goes wrong with a simulated Secret Manager. Safe for use by many threads. */
final class SecretFaults {
  private final List<Line> script = new ArrayList<>();
  private final List<Predicate<SecretCall>> denied = new ArrayList<>();
  private volatile Duration latency = Duration.ZERO;

  private static final class Line {
    private final Predicate<SecretCall> when;
    private final Optional<Status> status;
    private int left;

    private Line(Predicate<SecretCall> when, Optional<Status> status, int left) {
      this.when = when;
      this.status = status;
      this.left = left;
    }
  }

  synchronized void deny(Predicate<SecretCall> when) {
    denied.add(when);
  }

  synchronized void fail(Predicate<SecretCall> when, Status status, int times) {
    script.add(new Line(when, Optional.of(status), times));
  }

  synchronized void corrupt(Predicate<SecretCall> when, int times) {
    script.add(new Line(when, Optional.empty(), times));
  }

  synchronized void clear() {
    script.clear();
    denied.clear();
  }

  void latency(Duration delay) {
    latency = delay;
  }

  Duration latency() {
    return latency;
  }

  /** Refuses a call that may not be made, or fails it as it was scripted. */
  synchronized Optional<Status> statusOf(SecretCall call) {
    if (denied.stream().anyMatch(rule -> rule.test(call))) {
      return Optional.of(
          Status.PERMISSION_DENIED.withDescription(
              "Permission denied on resource '" + call.resource() + "' (or it may not exist)."));
    }
    return take(call, line -> line.status.isPresent()).flatMap(line -> line.status);
  }

  /** Whether the payload of a call is to arrive otherwise than it was stored. */
  synchronized boolean corrupts(SecretCall call) {
    return take(call, line -> line.status.isEmpty()).isPresent();
  }

  private Optional<Line> take(SecretCall call, Predicate<Line> kind) {
    for (Iterator<Line> lines = script.iterator(); lines.hasNext(); ) {
      Line line = lines.next();
      if (kind.test(line) && line.when.test(call)) {
        if (line.left != Faults.FOREVER && --line.left == 0) {
          lines.remove();
        }
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }
}
