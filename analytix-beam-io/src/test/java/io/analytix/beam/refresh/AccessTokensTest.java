// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.refresh;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.channel.MemoryTokenStore;
import io.analytix.beam.channel.Secret;
import io.analytix.beam.channel.TokenRecord;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.testing.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

final class AccessTokensTest {
  private final MemoryTokenStore store =
      new MemoryTokenStore().put("one", "refresh-1", "UC0000000000000000000001");
  private final MovableClock hand = new MovableClock(Instant.parse("2026-11-23T08:00:00Z"));
  private final List<CompletableFuture<RefreshedTokens>> asked = new ArrayList<>();
  private final List<String> refreshTokens = new ArrayList<>();
  private final AccessTokens tokens = new AccessTokens(store, this::refresh, hand, Runnable::run);

  private CompletableFuture<RefreshedTokens> refresh(TokenRecord record) {
    refreshTokens.add(record.refreshToken().reveal());
    CompletableFuture<RefreshedTokens> answer = new CompletableFuture<>();
    asked.add(answer);
    return answer;
  }

  private void answer(int number, String access, Duration lifetime, Secret renewed) {
    asked
        .get(number)
        .complete(
            new RefreshedTokens(
                new AccessToken(Secret.of(access), hand.instant().plus(lifetime), Set.of()),
                renewed));
  }

  private static String value(CompletableFuture<Grant> grant) {
    return grant.join().token().value().reveal();
  }

  @Test
  void get_manyThreadsAtOnce_refreshesOnce() throws Exception {
    CompletableFuture<RefreshedTokens> answer = new CompletableFuture<>();
    AccessTokens shared =
        new AccessTokens(
            store,
            record -> {
              synchronized (asked) {
                asked.add(answer);
              }
              return answer;
            },
            hand,
            Runnable::run);
    int callers = 16;
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      CyclicBarrier start = new CyclicBarrier(callers);
      Callable<CompletableFuture<Grant>> caller =
          () -> {
            start.await();
            return shared.get("one");
          };
      List<CompletableFuture<Grant>> grants = new ArrayList<>();
      for (Future<CompletableFuture<Grant>> called :
          threads.invokeAll(Collections.nCopies(callers, caller))) {
        grants.add(called.get());
      }
      answer.complete(
          new RefreshedTokens(
              new AccessToken(Secret.of("access"), hand.instant().plusSeconds(3600), Set.of()),
              null));
      assertThat(grants.stream().map(AccessTokensTest::value).distinct().toList())
          .containsExactly("access");
      assertThat(asked).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void get_aMarginBeforeExpiry_refreshesAgain() {
    CompletableFuture<Grant> first = tokens.get("one");
    answer(0, "access-1", Duration.ofHours(1), null);
    hand.move(Duration.ofMinutes(55));
    CompletableFuture<Grant> second = tokens.get("one");
    hand.move(Duration.ofMinutes(1));
    CompletableFuture<Grant> third = tokens.get("one");
    answer(1, "access-2", Duration.ofHours(1), null);

    assertThat(List.of(value(first), value(second), value(third)))
        .containsExactly("access-1", "access-1", "access-2")
        .inOrder();
    assertThat(first.join().usableUntil()).isEqualTo(Instant.parse("2026-11-23T08:56:00Z"));
  }

  @Test
  void get_tokenOfAFewMinutes_isUsedForHalfOfItsLifetime() {
    CompletableFuture<Grant> first = tokens.get("one");
    answer(0, "access-1", Duration.ofMinutes(2), null);
    assertThat(first.join().usableUntil()).isEqualTo(hand.instant().plusSeconds(60));
    hand.move(Duration.ofSeconds(59));
    assertThat(value(tokens.get("one"))).isEqualTo("access-1");
    hand.move(Duration.ofSeconds(1));
    CompletableFuture<Grant> second = tokens.get("one");
    answer(1, "access-2", Duration.ofMinutes(2), null);

    assertThat(value(second)).isEqualTo("access-2");
  }

  @Test
  void renew_manyRejectionsOfOneToken_refreshesOnce() {
    CompletableFuture<Grant> first = tokens.get("one");
    answer(0, "access-1", Duration.ofHours(1), null);
    AccessToken rejected = first.join().token();
    List<CompletableFuture<Grant>> renewed = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      renewed.add(tokens.renew("one", rejected));
    }
    answer(1, "access-2", Duration.ofHours(1), null);
    renewed.add(tokens.renew("one", rejected));

    assertThat(asked).hasSize(2);
    assertThat(renewed.stream().map(AccessTokensTest::value).distinct().toList())
        .containsExactly("access-2");
  }

  @Test
  void get_failedRefresh_isRetriedAndNotLogged() {
    List<LogRecord> logged = new ArrayList<>();
    Handler handler = collecting(logged);
    Logger.getLogger("").addHandler(handler);
    try {
      CompletableFuture<Grant> first = tokens.get("one");
      RefreshException.Refused refused =
          new RefreshException.Refused(Failure.of(Cause.TOKEN_REVOKED, "staged"));
      asked.get(0).completeExceptionally(refused);
      CompletionException thrown = assertThrows(CompletionException.class, first::join);
      assertThat(rootOf(thrown)).isSameInstanceAs(refused);

      CompletableFuture<Grant> second = tokens.get("one");
      answer(1, "access-2", Duration.ofHours(1), null);
      assertThat(value(second)).isEqualTo("access-2");
      assertThat(logged).isEmpty();
    } finally {
      Logger.getLogger("").removeHandler(handler);
    }
  }

  private static Handler collecting(List<LogRecord> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord one) {
        logged.add(one);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  @Test
  void get_invalidRecordAndUnavailableStore_haveDifferentExceptions() {
    store.put("broken", "{}");
    assertThat(failureOf(tokens.get("broken")))
        .isEqualTo(Failure.of(Cause.RECORD_INVALID, "the token record has no refresh_token"));
    store.failReads(new IOException("staged"));
    assertThat(failureOf(tokens.get("one")).cause()).isEqualTo(Cause.INTERNAL);
    assertThat(asked).isEmpty();
  }

  private static Failure failureOf(CompletableFuture<Grant> grant) {
    Throwable root = rootOf(assertThrows(CompletionException.class, grant::join));
    return ((RefreshException) root).failure();
  }

  @Test
  void get_rotatedRefreshToken_isSavedBeforeTheGrantIsReturned() throws Exception {
    store.put("one", "{\"refresh_token\":\"refresh-1\",\"note\":{\"kept\":1}}");
    List<String> storedWhenGiven = new ArrayList<>();
    CompletableFuture<Grant> grant =
        tokens
            .get("one")
            .thenApply(
                given -> {
                  storedWhenGiven.add(stored());
                  return given;
                });
    answer(0, "access-1", Duration.ofHours(1), Secret.of("refresh-2"));

    assertThat(storedWhenGiven).containsExactly("refresh-2");
    assertThat(grant.join().unsaved()).isNull();
    assertThat(new String(store.read("one").toJson(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("kept");
  }

  @Test
  void get_writeBackDenied_returnsTheGrantWithAWarning() {
    for (Exception denied :
        List.of(new IOException("secret"), new IllegalStateException("secret"))) {
      store.failWrites(denied);
      CompletableFuture<Grant> grant = tokens.get("one");
      answer(asked.size() - 1, "access", Duration.ofSeconds(1), Secret.of("refresh-2"));

      assertThat(value(grant)).isEqualTo("access");
      assertThat(grant.join().unsaved()).contains(denied.getClass().getSimpleName());
      assertThat(grant.join().toString()).doesNotContain("refresh-2");
      assertThat(grant.join().toString()).doesNotContain("secret");
      hand.move(Duration.ofSeconds(10));
    }
    assertThat(stored()).isEqualTo("refresh-1");
  }

  @Test
  void get_recordChangedByAnotherProcess_isNotOverwritten() {
    CompletableFuture<Grant> grant = tokens.get("one");
    store.put("one", "refresh-9", null);
    answer(0, "access", Duration.ofHours(1), Secret.of("refresh-2"));

    assertThat(value(grant)).isEqualTo("access");
    assertThat(stored()).isEqualTo("refresh-9");
  }

  private String stored() {
    try {
      return store.read("one").refreshToken().reveal();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
