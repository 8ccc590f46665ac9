// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import io.analytix.beam.plan.QuotaUse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FetchAheadTest {
  private final FetchAhead ahead = new FetchAhead();

  @AfterEach
  void cancel() {
    ahead.cancel();
  }

  private static FetchRestriction from(int next) {
    return new FetchRestriction(
        next, 9, SchedulerCheckpoint.fresh(QuotaUse.none(LocalDate.parse("2026-11-23"))));
  }

  private static FetchAhead.Fetched fetchedUntil(int next) {
    return new FetchAhead.Fetched(from(next), List.of(), List.of());
  }

  private static FetchAhead.Fetched mustNotFetch(
      FetchRestriction restriction, Predicate<Supplier<FetchAhead.Fetched>> taker) {
    throw new AssertionError("fetched again from " + restriction);
  }

  @Test
  void await_begunFromTheSameRestriction_isWhatTheOtherThreadFetched() throws Exception {
    CountDownLatch fetched = new CountDownLatch(1);
    ahead.begin(
        from(3),
        (restriction, taker) -> {
          fetched.countDown();
          return fetchedUntil(restriction.next() + 2);
        });
    fetched.await();

    assertThat(ahead.await(from(3), FetchAheadTest::mustNotFetch)).isEqualTo(fetchedUntil(5));
    assertThat(ahead.isBegun()).isFalse();
  }

  @Test
  void await_checkpointsOnTheWay_areTakenOneByOneAndTheFetchGoesOn() throws Exception {
    List<Boolean> taken = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch refused = new CountDownLatch(1);
    CountDownLatch awaited = new CountDownLatch(1);
    ahead.begin(
        from(3),
        (restriction, taker) -> {
          taken.add(taker.test(() -> fetchedUntil(4)));
          taken.add(taker.test(() -> fetchedUntil(5)));
          refused.countDown();
          awaited.await();
          taken.add(taker.test(() -> fetchedUntil(6)));
          return fetchedUntil(7);
        });
    refused.await();

    assertThat(ahead.await(from(3), FetchAheadTest::mustNotFetch)).isEqualTo(fetchedUntil(4));
    awaited.countDown();
    assertThat(ahead.await(from(4), FetchAheadTest::mustNotFetch)).isEqualTo(fetchedUntil(6));
    assertThat(ahead.isBegun()).isTrue();
    assertThat(ahead.await(from(6), FetchAheadTest::mustNotFetch)).isEqualTo(fetchedUntil(7));
    assertThat(taken).containsExactly(true, false, true).inOrder();
    assertThat(ahead.isBegun()).isFalse();
  }

  @Test
  void await_nothingBegun_fetches() throws Exception {
    assertThat(ahead.await(from(0), (restriction, taker) -> fetchedUntil(4)))
        .isEqualTo(fetchedUntil(4));
  }

  @Test
  void await_begunFromAnotherRestriction_cancelsThatAndFetches() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    ahead.begin(from(3), (restriction, taker) -> waitForever(begun, interrupted));
    begun.await();

    assertThat(ahead.await(from(5), (restriction, taker) -> fetchedUntil(6)))
        .isEqualTo(fetchedUntil(6));
    interrupted.await();
  }

  @Test
  void await_fetchFailed_throwsItsCause() {
    IllegalStateException failure = new IllegalStateException("staged");
    ahead.begin(
        from(3),
        (restriction, taker) -> {
          throw failure;
        });

    Exception thrown =
        assertThrows(
            IllegalStateException.class, () -> ahead.await(from(3), FetchAheadTest::mustNotFetch));
    assertThat(thrown).hasCauseThat().isSameInstanceAs(failure);
  }

  @Test
  void await_interrupted_interruptsTheFetch() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    ahead.begin(from(3), (restriction, taker) -> waitForever(begun, interrupted));
    begun.await();
    Thread.currentThread().interrupt();

    assertThrows(
        InterruptedException.class, () -> ahead.await(from(3), FetchAheadTest::mustNotFetch));
    interrupted.await();
  }

  private static FetchAhead.Fetched waitForever(CountDownLatch begun, CountDownLatch interrupted)
      throws InterruptedException {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
    return fetchedUntil(9);
  }
}
