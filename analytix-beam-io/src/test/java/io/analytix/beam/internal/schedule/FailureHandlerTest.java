// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.analytix.beam.internal.pace.RetrySchedule;
import io.analytix.beam.internal.schedule.FailureHandler.Decision;
import io.analytix.beam.internal.schedule.FailureHandler.Facts;
import io.analytix.beam.internal.schedule.FailureHandler.Kind;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.youtube.ApiException;
import io.analytix.beam.youtube.RetryPolicy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FailureHandlerTest {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(7);

  /** No attempt later than 55 seconds after the first; six attempts. */
  private static final RetryPolicy POLICY = RetryPolicy.DEFAULT;

  private final VirtualTime time = new VirtualTime();
  private final FailureHandler handler =
      new FailureHandler(new RetrySchedule(POLICY, new Random(1), time));

  /** What is known, by name: everything else is false, and it was the first attempt. */
  private enum Fact {
    LISTING,
    MONETARY,
    NO_RETRY_LEFT,
    SECOND_ATTEMPT,
    THIRD_ATTEMPT,
    TOKEN_REFRESHED,
    SPLITTABLE,
    CHANNEL_SUCCEEDED,
    PLAIN_PENDING
  }

  /** A row of the table. */
  private record Row(ApiException failed, Set<Fact> facts, Kind kind) {
    static Row of(ApiException failed, Kind kind, Fact... facts) {
      EnumSet<Fact> all = EnumSet.noneOf(Fact.class);
      all.addAll(List.of(facts));
      return new Row(failed, all, kind);
    }

    @Override
    public String toString() {
      return failed.getClass().getSimpleName()
          + " "
          + failed.failure().cause()
          + " "
          + facts
          + " -> "
          + kind;
    }
  }

  private static Failure failure(Cause cause) {
    return Failure.of(cause, "staged");
  }

  private static ApiException unavailable() {
    return new ApiException.Unavailable(failure(Cause.BACKEND), RETRY_AFTER);
  }

  private static ApiException tooFast(boolean ofUser) {
    return new ApiException.TooFast(failure(Cause.QUOTA_RATE), RETRY_AFTER, ofUser);
  }

  private static ApiException dayQuota() {
    return new ApiException.DayQuotaUsed(failure(Cause.QUOTA_DAY));
  }

  private static ApiException client() {
    return new ApiException.ClientRefused(failure(Cause.CLIENT_REJECTED));
  }

  private static ApiException token() {
    return new ApiException.TokenRejected(failure(Cause.TOKEN_REVOKED));
  }

  private static ApiException channel() {
    return new ApiException.ChannelRefused(failure(Cause.FORBIDDEN), true);
  }

  private static ApiException report(Cause cause) {
    return new ApiException.ReportRefused(failure(cause));
  }

  static Stream<Row> reports() {
    return Stream.of(
        Row.of(unavailable(), Kind.RETRY),
        Row.of(unavailable(), Kind.RETRY, Fact.MONETARY, Fact.PLAIN_PENDING),
        Row.of(unavailable(), Kind.FAIL_REQUEST, Fact.NO_RETRY_LEFT),
        Row.of(tooFast(true), Kind.RETRY),
        Row.of(tooFast(false), Kind.RETRY),
        Row.of(tooFast(true), Kind.FAIL_REQUEST, Fact.NO_RETRY_LEFT),
        Row.of(tooFast(false), Kind.FAIL_REQUEST, Fact.NO_RETRY_LEFT),
        Row.of(dayQuota(), Kind.STOP_RUN),
        Row.of(dayQuota(), Kind.STOP_RUN, Fact.CHANNEL_SUCCEEDED),
        Row.of(client(), Kind.STOP_RUN),
        Row.of(client(), Kind.STOP_RUN, Fact.CHANNEL_SUCCEEDED),
        Row.of(channel(), Kind.EXPLAIN_REFUSAL),
        Row.of(channel(), Kind.EXPLAIN_REFUSAL, Fact.CHANNEL_SUCCEEDED),
        Row.of(report(Cause.QUERY_UNSUPPORTED), Kind.SPLIT_REQUEST, Fact.SPLITTABLE),
        Row.of(report(Cause.QUERY_UNSUPPORTED), Kind.FAIL_REPORT),
        Row.of(report(Cause.FORBIDDEN), Kind.FAIL_REPORT, Fact.SPLITTABLE),
        Row.of(report(Cause.FORBIDDEN), Kind.FAIL_REPORT, Fact.PLAIN_PENDING),
        Row.of(report(Cause.FORBIDDEN), Kind.FAIL_REPORT, Fact.MONETARY),
        Row.of(report(Cause.FORBIDDEN), Kind.FAIL_REPORT_LATER, Fact.MONETARY, Fact.PLAIN_PENDING));
  }

  static Stream<Row> tokens() {
    return Stream.of(
        Row.of(token(), Kind.REFRESH_AND_RETRY),
        Row.of(token(), Kind.REFRESH_AND_RETRY, Fact.MONETARY),
        Row.of(token(), Kind.REFRESH_AND_RETRY, Fact.LISTING),
        Row.of(token(), Kind.REFRESH_AND_RETRY, Fact.TOKEN_REFRESHED, Fact.SECOND_ATTEMPT),
        Row.of(token(), Kind.FAIL_CHANNEL, Fact.TOKEN_REFRESHED, Fact.THIRD_ATTEMPT),
        Row.of(
            token(),
            Kind.REFRESH_AND_RETRY_LATER,
            Fact.TOKEN_REFRESHED,
            Fact.THIRD_ATTEMPT,
            Fact.CHANNEL_SUCCEEDED),
        Row.of(
            token(),
            Kind.FAIL_CHANNEL,
            Fact.TOKEN_REFRESHED,
            Fact.NO_RETRY_LEFT,
            Fact.CHANNEL_SUCCEEDED),
        Row.of(
            token(),
            Kind.REFRESH_AND_RETRY_LATER,
            Fact.TOKEN_REFRESHED,
            Fact.SECOND_ATTEMPT,
            Fact.MONETARY,
            Fact.CHANNEL_SUCCEEDED),
        Row.of(
            token(),
            Kind.FAIL_REPORT,
            Fact.TOKEN_REFRESHED,
            Fact.NO_RETRY_LEFT,
            Fact.MONETARY,
            Fact.CHANNEL_SUCCEEDED),
        Row.of(
            token(),
            Kind.REFRESH_AND_RETRY,
            Fact.TOKEN_REFRESHED,
            Fact.SECOND_ATTEMPT,
            Fact.LISTING,
            Fact.MONETARY),
        Row.of(
            token(),
            Kind.FAIL_CHANNEL,
            Fact.TOKEN_REFRESHED,
            Fact.THIRD_ATTEMPT,
            Fact.LISTING,
            Fact.MONETARY));
  }

  static Stream<Row> listings() {
    return Stream.of(
        Row.of(unavailable(), Kind.RETRY, Fact.LISTING),
        Row.of(unavailable(), Kind.FAIL_UPLOADS, Fact.LISTING, Fact.NO_RETRY_LEFT),
        Row.of(tooFast(false), Kind.RETRY, Fact.LISTING),
        Row.of(tooFast(false), Kind.FAIL_UPLOADS, Fact.LISTING, Fact.NO_RETRY_LEFT),
        Row.of(dayQuota(), Kind.STOP_UPLOADS, Fact.LISTING),
        Row.of(client(), Kind.STOP_UPLOADS, Fact.LISTING),
        Row.of(channel(), Kind.FAIL_UPLOADS, Fact.LISTING),
        Row.of(report(Cause.QUERY_UNSUPPORTED), Kind.FAIL_UPLOADS, Fact.LISTING, Fact.SPLITTABLE),
        Row.of(report(Cause.FORBIDDEN), Kind.FAIL_UPLOADS, Fact.LISTING));
  }

  @ParameterizedTest
  @MethodSource({"reports", "tokens", "listings"})
  void decide_anyFailureAndState_isTheKindOfTheTable(Row row) {
    Decision decision = decide(row);

    assertThat(decision.kind()).isEqualTo(row.kind());
  }

  @ParameterizedTest
  @MethodSource({"reports", "tokens", "listings"})
  void decide_retries_haveATimeWithinThePolicy(Row row) {
    Decision decision = decide(row);

    boolean isRetry =
        EnumSet.of(Kind.RETRY, Kind.REFRESH_AND_RETRY, Kind.REFRESH_AND_RETRY_LATER)
            .contains(row.kind());
    if (!isRetry) {
      assertThat(decision.at()).isEqualTo(0);
    } else if (row.kind() == Kind.RETRY) {
      assertThat(decision.at()).isAtLeast(time.nanos() + RETRY_AFTER.toNanos());
      assertThat(decision.at()).isAtMost(POLICY.within().toNanos());
    } else if (row.facts().contains(Fact.TOKEN_REFRESHED)) {
      assertThat(decision.at()).isGreaterThan(time.nanos());
    } else {
      assertThat(decision.at()).isEqualTo(time.nanos());
    }
  }

  @Test
  void decide_allKinds_areInTheTable() {
    assertThat(
            Stream.of(reports(), tokens(), listings())
                .flatMap(rows -> rows)
                .map(Row::kind)
                .distinct()
                .toList())
        .containsExactlyElementsIn(Kind.values());
  }

  @Test
  void decide_failuresWithOtherMeaning_haveTheirOwnMessageAndRemedy() {
    Failure scope =
        decide(
                Row.of(
                    token(),
                    Kind.FAIL_REPORT,
                    Fact.TOKEN_REFRESHED,
                    Fact.MONETARY,
                    Fact.NO_RETRY_LEFT))
            .failure();
    Failure rejected =
        decide(Row.of(token(), Kind.FAIL_CHANNEL, Fact.TOKEN_REFRESHED, Fact.NO_RETRY_LEFT))
            .failure();
    Failure uploads = decide(Row.of(dayQuota(), Kind.STOP_UPLOADS, Fact.LISTING)).failure();
    Failure plain = decide(Row.of(channel(), Kind.EXPLAIN_REFUSAL)).failure();

    assertThat(scope.cause()).isEqualTo(Cause.SCOPE_MISSING);
    assertThat(scope.remedy()).isEqualTo(Cause.SCOPE_MISSING.remedy());
    assertThat(rejected.cause()).isEqualTo(Cause.TOKEN_REVOKED);
    assertThat(rejected.message()).contains("refreshed a moment ago");
    assertThat(uploads.message()).startsWith("the YouTube Data API returns no list: ");
    assertThat(uploads.remedy()).contains("--dataApiUnitsPerDay");
    assertThat(plain).isEqualTo(failure(Cause.FORBIDDEN));
  }

  @Test
  void decide_channelThatNeverSucceeds_failsAtItsThirdRejection() {
    for (int attempts = 1; attempts <= 4; attempts++) {
      Facts facts =
          new Facts(false, false, false, false, attempts, 0, attempts > 1, false, false, false);

      assertWithMessage("attempt %s", attempts)
          .that(handler.decide(token(), facts).kind())
          .isEqualTo(attempts < 3 ? Kind.REFRESH_AND_RETRY : Kind.FAIL_CHANNEL);
    }
  }

  private Decision decide(Row row) {
    Set<Fact> facts = row.facts();
    time.pass(Duration.ofSeconds(1));
    int attempts =
        facts.contains(Fact.NO_RETRY_LEFT)
            ? POLICY.attempts()
            : facts.contains(Fact.THIRD_ATTEMPT) ? 3 : facts.contains(Fact.SECOND_ATTEMPT) ? 2 : 1;
    return handler.decide(
        row.failed(),
        new Facts(
            facts.contains(Fact.LISTING),
            facts.contains(Fact.LISTING),
            false,
            facts.contains(Fact.MONETARY),
            attempts,
            0,
            facts.contains(Fact.TOKEN_REFRESHED),
            facts.contains(Fact.SPLITTABLE),
            facts.contains(Fact.CHANNEL_SUCCEEDED),
            facts.contains(Fact.PLAIN_PENDING)));
  }
}
