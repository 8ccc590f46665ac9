// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.internal.schedule.SchedulerCheckpoint;
import io.analytix.beam.plan.QuotaUse;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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

  private static FetchAhead.Fetched mustNotFetch(FetchRestriction restriction) {
    throw new AssertionError("fetched again from " + restriction);
  }

  @Test
  void await_begunFromTheSameRestriction_isWhatTheOtherThreadFetched() throws Exception {
    CountDownLatch fetched = new CountDownLatch(1);
    ahead.begin(
        from(3),
        restriction -> {
          fetched.countDown();
          return fetchedUntil(restriction.next() + 2);
        });
    fetched.await();

    assertThat(ahead.await(from(3), FetchAheadTest::mustNotFetch)).isEqualTo(fetchedUntil(5));
    assertThat(ahead.isBegun()).isFalse();
  }

  @Test
  void await_nothingBegun_fetches() throws Exception {
    assertThat(ahead.await(from(0), restriction -> fetchedUntil(4))).isEqualTo(fetchedUntil(4));
  }

  @Test
  void await_begunFromAnotherRestriction_cancelsThatAndFetches() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    ahead.begin(from(3), restriction -> waitForever(begun, interrupted));
    begun.await();

    assertThat(ahead.await(from(5), restriction -> fetchedUntil(6))).isEqualTo(fetchedUntil(6));
    interrupted.await();
  }

  @Test
  void await_fetchFailed_throwsItsCause() {
    IllegalStateException failure = new IllegalStateException("staged");
    ahead.begin(
        from(3),
        restriction -> {
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
    ahead.begin(from(3), restriction -> waitForever(begun, interrupted));
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
