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

/** The scripted faults. At most one fault applies to a request: that of the oldest matching line with remaining uses, otherwise a random one if configured. Thread-safe. */
public final class Faults {
  /** The value of {@code times} for an unlimited number of requests. */
  public static final int FOREVER = Integer.MAX_VALUE;

  private final List<Line> script = new ArrayList<>();
  private final List<Chance> chances = new ArrayList<>();

  Faults() {}

  /** Applies the fault to the next {@code times} requests of the fault's default service, which is reports for most faults. */
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
    script.add(new Line(when, fault, times));
    return this;
  }

  /** Applies one of {@code faults} to a share (0 to 1) of all report requests. The seed and the order of arrival determine the choice. */
  public Faults randomly(long seed, double share, Fault... faults) {
    return randomly(Call.Kind.REPORT, seed, share, faults);
  }

  /** Applies faults to a share of all requests of one kind, as {@link #randomly(long, double, Fault...)}. */
  public synchronized Faults randomly(Call.Kind kind, long seed, double share, Fault... faults) {
    if (!(share >= 0 && share <= 1) || faults.length == 0) {
      throw new IllegalArgumentException(
          "share must be in 0..1 and a fault named, but was " + share + " of " + faults.length);
    }
    chances.add(new Chance(kind, KeyedRandom.from(seed), share, List.of(faults)));
    return this;
  }

  /** Removes all faults. */
  public synchronized void clear() {
    script.clear();
    chances.clear();
  }

  /**
   * Returns the response to a call.
   *
   * @param correct the response without a fault
   * @param endToken invalidates the access token of the request
   */
  HttpReply around(Call call, Supplier<HttpReply> proper, Runnable endToken) {
    Fault fault = drawn(call).orElse(null);
    if (fault == null) {
      return proper.get();
    }
    if (fault.endsToken()) {
      endToken.run();
    }
    return fault.around(call.kind(), proper);
  }

  private synchronized Optional<Fault> drawn(Call call) {
    for (Iterator<Line> lines = script.iterator(); lines.hasNext(); ) {
      Line line = lines.next();
      if (line.when.test(call)) {
        if (line.left != FOREVER && --line.left == 0) {
          lines.remove();
        }
        return Optional.of(line.fault);
      }
    }
    return chances.stream()
        .filter(chance -> chance.kind == call.kind())
        .map(Chance::draw)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static final class Line {
    private final Predicate<Call> when;
    private final Fault fault;
    private int left;

    private Line(Predicate<Call> when, Fault fault, int left) {
      this.when = when;
      this.fault = fault;
      this.left = left;
    }
  }

  private static final class Chance {
    private final Call.Kind kind;
    private final KeyedRandom seed;
    private final double share;
    private final List<Fault> faults;
    private long drawn;

    private Chance(Call.Kind kind, KeyedRandom seed, double share, List<Fault> faults) {
      this.kind = kind;
      this.seed = seed;
      this.share = share;
      this.faults = faults;
    }

    private Optional<Fault> draw() {
      KeyedRandom number = seed.with(drawn++);
      return number.happens(share)
          ? Optional.of(faults.get((int) number.with("which").below(faults.size())))
          : Optional.empty();
    }
  }
}
