// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.server.HttpReply;
import io.analytix.beam.testing.world.KeyedRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The scripted faults. At most one fault applies to a request: that of the oldest matching line
 * with remaining uses, otherwise a random one if configured. Thread-safe.
 */
public final class Faults {
  /** The value of {@code times} for an unlimited number of requests. */
  public static final int FOREVER = Integer.MAX_VALUE;

  private final List<ScriptedFault> script = new ArrayList<>();
  private final List<RandomFault> randomFaults = new ArrayList<>();

  Faults() {}

  /**
   * Applies the fault to the next {@code times} requests of the fault's default service, which is
   * reports for most faults.
   */
  public Faults next(int times, Fault fault) {
    return next(fault.kind(), times, fault);
  }

  /** Applies the fault to the next {@code times} requests of one kind. */
  public Faults next(Call.Kind kind, int times, Fault fault) {
    return on(call -> call.kind() == kind, fault, times);
  }

  /** Applies the fault to the next {@code times} requests that match, of any kind. */
  public synchronized Faults on(Predicate<Call> when, Fault fault, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, but was " + times);
    }
    script.add(new ScriptedFault(when, fault, times));
    return this;
  }

  /**
   * Applies one of {@code faults} to a share (0 to 1) of all report requests. The seed and the
   * order of arrival determine the choice.
   */
  public Faults randomly(long seed, double share, Fault... faults) {
    return randomly(Call.Kind.REPORT, seed, share, faults);
  }

  /**
   * Applies faults to a share of all requests of one kind, as {@link #randomly(long, double,
   * Fault...)}.
   */
  public synchronized Faults randomly(Call.Kind kind, long seed, double share, Fault... faults) {
    if (!(share >= 0 && share <= 1) || faults.length == 0) {
      throw new IllegalArgumentException(
          "share must be in 0..1 and a fault named, but was " + share + " of " + faults.length);
    }
    randomFaults.add(new RandomFault(kind, KeyedRandom.from(seed), share, List.of(faults)));
    return this;
  }

  /** Removes all faults. */
  public synchronized void clear() {
    script.clear();
    randomFaults.clear();
  }

  /**
   * Returns the response to a call.
   *
   * @param correct the response without a fault
   * @param endToken invalidates the access token of the request
   */
  HttpReply around(Call call, Supplier<HttpReply> correct, Runnable endToken) {
    Fault fault = next(call).orElse(null);
    if (fault == null) {
      return correct.get();
    }
    if (fault.invalidatesToken()) {
      endToken.run();
    }
    return fault.around(call.kind(), correct);
  }

  private synchronized Optional<Fault> next(Call call) {
    for (Iterator<ScriptedFault> lines = script.iterator(); lines.hasNext(); ) {
      ScriptedFault line = lines.next();
      if (line.when.test(call)) {
        if (line.left != FOREVER && --line.left == 0) {
          lines.remove();
        }
        return Optional.of(line.fault);
      }
    }
    return randomFaults.stream()
        .filter(fault -> fault.kind == call.kind())
        .map(RandomFault::next)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static final class ScriptedFault {
    private final Predicate<Call> when;
    private final Fault fault;
    private int left;

    private ScriptedFault(Predicate<Call> when, Fault fault, int left) {
      this.when = when;
      this.fault = fault;
      this.left = left;
    }
  }

  private static final class RandomFault {
    private final Call.Kind kind;
    private final KeyedRandom seed;
    private final double share;
    private final List<Fault> faults;
    private long count;

    private RandomFault(Call.Kind kind, KeyedRandom seed, double share, List<Fault> faults) {
      this.kind = kind;
      this.seed = seed;
      this.share = share;
      this.faults = faults;
    }

    private Optional<Fault> next() {
      KeyedRandom number = seed.with(count++);
      return number.happens(share)
          ? Optional.of(faults.get((int) number.with("which").below(faults.size())))
          : Optional.empty();
    }
  }
}
