// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.secrets;

import io.analytix.beam.testing.SecretCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The scripted faults of a simulated Secret Manager. Thread-safe. */
public final class SecretFaults {
  private final List<Line> script = new ArrayList<>();
  private final List<Predicate<SecretCall>> denied = new ArrayList<>();
  private volatile Duration latency = Duration.ZERO;

  private enum Kind {
    /** The call is not executed. */
    FAILED,
    /** The call is executed, but responds with an error. */
    RESPONSE_LOST,
    /** The payload does not match its checksum. */
    CORRUPTED
  }

  private static final class Line {
    private final Kind kind;
    private final Predicate<SecretCall> when;
    private final StatusRuntimeException error;
    private int left;

    private Line(Kind kind, Predicate<SecretCall> when, StatusRuntimeException error, int left) {
      this.kind = kind;
      this.when = when;
      this.error = error;
      this.left = left;
    }
  }

  public synchronized void deny(Predicate<SecretCall> when) {
    denied.add(when);
  }

  public synchronized void fail(
      Predicate<SecretCall> when, StatusRuntimeException error, int times) {
    script.add(new Line(Kind.FAILED, when, error, times));
  }

  public synchronized void loseResponse(Predicate<SecretCall> when, Status status, int times) {
    script.add(new Line(Kind.RESPONSE_LOST, when, status.asRuntimeException(), times));
  }

  public synchronized void corrupt(Predicate<SecretCall> when, int times) {
    script.add(new Line(Kind.CORRUPTED, when, Status.OK.asRuntimeException(), times));
  }

  public synchronized void clear() {
    script.clear();
    denied.clear();
  }

  public void latency(Duration delay) {
    latency = delay;
  }

  Duration latency() {
    return latency;
  }

  /** Returns the error of a call that is not executed. */
  synchronized Optional<StatusRuntimeException> before(SecretCall call) {
    if (denied.stream().anyMatch(rule -> rule.test(call))) {
      return Optional.of(
          Status.PERMISSION_DENIED
              .withDescription(
                  "Permission denied on resource '" + call.resource() + "' (or it may not exist).")
              .asRuntimeException());
    }
    return take(Kind.FAILED, call);
  }

  /** Returns the error of a call that was executed. */
  synchronized Optional<StatusRuntimeException> after(SecretCall call) {
    return take(Kind.RESPONSE_LOST, call);
  }

  /** Returns whether to corrupt the payload of a call. */
  synchronized boolean corrupts(SecretCall call) {
    return take(Kind.CORRUPTED, call).isPresent();
  }

  private Optional<StatusRuntimeException> take(Kind kind, SecretCall call) {
    for (Iterator<Line> lines = script.iterator(); lines.hasNext(); ) {
      Line line = lines.next();
      if (line.kind == kind && line.when.test(call)) {
        if (--line.left == 0) {
          lines.remove();
        }
        return Optional.of(line.error);
      }
    }
    return Optional.empty();
  }
}
