// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.exactness;

import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.Fault;
import io.analytix.beam.testing.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What goes wrong in a run.
 *
 * @param passing each may be gone the next time
 * @param stubborn faults that hit the same requests at every attempt
 * @param ofTokens what meets the token endpoint, passing, too
 */
record Trouble(String name, List<Fault> passing, List<Fault> stubborn, List<Fault> ofTokens) {

  /** A second would have to be waited for: that a wait is kept is tested where time is virtual. */
  private static final Duration NO_WAIT = Duration.ZERO;

  private static final List<Fault> RATES =
      List.of(
          Fault.MINUTE_QUOTA,
          Fault.MINUTE_QUOTA.retryAfter(NO_WAIT),
          Fault.USER_QUOTA,
          Fault.LEGACY_RATE_LIMIT,
          Fault.LEGACY_USER_RATE_LIMIT);

  private static final List<Fault> ERRORS =
      List.of(
          Fault.BACKEND_ERROR,
          Fault.BAD_GATEWAY,
          Fault.SERVICE_UNAVAILABLE,
          Fault.SERVICE_UNAVAILABLE.retryAfter(NO_WAIT));

  private static final List<Fault> CONNECTIONS =
      List.of(Fault.CONNECTION_RESET, Fault.EMPTY_RESPONSE, Fault.CUT_BODY, Fault.SILENCE);

  private static final List<Fault> BAD_ANSWERS =
      List.of(
          Fault.TRUNCATED_JSON,
          Fault.ERRORS_INSIDE_200,
          Fault.HTML_INSIDE_200,
          Fault.WRONG_COLUMN_COUNT,
          Fault.DUPLICATED_ROW,
          Fault.page(403),
          Fault.page(404));

  private static final List<Fault> TOKENS = List.of(Fault.BAD_TOKEN, Fault.EXPIRED_TOKEN);

  private static final List<Fault> LATE = List.of(Fault.delay(Duration.ofMillis(20)));

  private static final List<Fault> STUBBORN =
      List.of(Fault.INTERNAL_ERROR, Fault.WRONG_HEADER_TYPE, Fault.EXTRA_COLUMN);

  private static final List<Fault> TOKEN_ENDPOINT =
      List.of(Fault.TOKEN_UNAVAILABLE, Fault.TOKEN_HTML);

  private static final List<Fault> PASSING =
      Stream.of(RATES, ERRORS, CONNECTIONS, BAD_ANSWERS, TOKENS, LATE)
          .flatMap(List::stream)
          .toList();

  static Trouble none() {
    return new Trouble("nothing", List.of(), List.of(), List.of());
  }

  /** Each kind of what passes, and the day's end, for itself. */
  static List<Trouble> eachAlone() {
    List<Trouble> all = new ArrayList<>();
    for (Fault fault : PASSING) {
      all.add(new Trouble(fault.toString(), List.of(fault), List.of(), List.of()));
    }
    all.add(new Trouble("day's quota", List.of(Fault.DAY_QUOTA), List.of(), List.of()));
    all.add(new Trouble("token endpoint", List.of(), List.of(), TOKEN_ENDPOINT));
    return all;
  }

  static Trouble brokenForGood() {
    return new Trouble("stubborn", List.of(), STUBBORN, List.of());
  }

  static Trouble passingTogether() {
    return new Trouble("all that passes", PASSING, List.of(), TOKEN_ENDPOINT);
  }

  static Trouble everything() {
    return new Trouble("everything", PASSING, STUBBORN, TOKEN_ENDPOINT);
  }

  /** Whether a retry helps. */
  boolean passes() {
    return stubborn.isEmpty() && !passing.contains(Fault.DAY_QUOTA);
  }

  /** Whether some answers are waited for in vain. */
  boolean isSilent() {
    return passing.contains(Fault.SILENCE);
  }

  /** Lets a share of all requests fail. */
  void stage(Faults faults, Random random, double share) {
    faults.clear();
    int salt = random.nextInt();
    for (Fault fault : stubborn) {
      Predicate<Call> met =
          call ->
              call.kind() == Call.Kind.REPORT
                  && new Random(call.parameters().hashCode() ^ salt).nextDouble() < share;
      faults.on(met, fault, Faults.FOREVER);
    }
    if (!passing.isEmpty()) {
      faults.randomly(random.nextLong(), share, passing.toArray(Fault[]::new));
    }
    if (!ofTokens.isEmpty()) {
      faults.randomly(Call.Kind.TOKEN, random.nextLong(), share, ofTokens.toArray(Fault[]::new));
    }
  }
}
