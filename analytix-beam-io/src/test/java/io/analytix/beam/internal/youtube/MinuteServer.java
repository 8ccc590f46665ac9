// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.schedule.VirtualTime;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An API that counts requests in a strict sliding minute, delays responses, and fails as scripted.
 * It returns one row per day, whose only metric identifies channel and day.
 */
public final class MinuteServer implements ReportClient {
  private static final long MINUTE = Duration.ofSeconds(60).toNanos();

  private final VirtualTime time;
  private final int perMinute;
  private final Deque<Long> minute = new ArrayDeque<>();
  private final List<Sent> sent = new ArrayList<>();
  private final List<CompletableFuture<ReportResponse>> calls = new ArrayList<>();
  private Supplier<Duration> network = () -> Duration.ZERO;
  private Supplier<Duration> latency = () -> Duration.ofMillis(80);
  private Script script = ask -> null;
  private BiFunction<ReportRequest, ChannelIdentity, ReportResponse> figures = MinuteServer::table;
  private int inFlight;
  private int mostInFlight;
  private int rateAnswers;
  private int mostRows = Integer.MAX_VALUE;
  private int lag;
  private @Nullable LocalDate newest;
  private BiPredicate<String, LocalDate> unlisted = (video, day) -> false;

  /** A request as it was sent. */
  public record Sent(
      ReportRequest request, ChannelIdentity channel, AccessToken token, long atNanos) {}

  /** What goes wrong with a request: null if nothing. */
  @FunctionalInterface
  public interface Script {
    @Nullable Exception failure(Sent sent);
  }

  public MinuteServer(VirtualTime time, int perMinute) {
    this.time = time;
    this.perMinute = perMinute;
  }

  /** Sets how long requests are under way, and how long they are worked on. */
  public MinuteServer latency(Supplier<Duration> toServer, Supplier<Duration> atServer) {
    network = toServer;
    latency = atServer;
    return this;
  }

  public MinuteServer script(Script failures) {
    script = failures;
    return this;
  }

  public List<Sent> sent() {
    return sent;
  }

  public List<CompletableFuture<ReportResponse>> calls() {
    return calls;
  }

  public int mostInFlight() {
    return mostInFlight;
  }

  public int rateAnswers() {
    return rateAnswers;
  }

  @Override
  public CompletableFuture<ReportResponse> fetch(
      ReportRequest request, ChannelIdentity channel, AccessToken token) {
    Sent one = new Sent(request, channel, token, time.nanos());
    sent.add(one);
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    CompletableFuture<ReportResponse> answer = new CompletableFuture<>();
    calls.add(answer);
    time.at(network.get(), () -> arrive(one, answer));
    return answer;
  }

  private void arrive(Sent one, CompletableFuture<ReportResponse> answer) {
    long now = time.nanos();
    minute.addLast(now);
    while (minute.peekFirst() <= now - MINUTE) {
      minute.removeFirst();
    }
    boolean tooMany = minute.size() > perMinute;
    time.at(
        latency.get(),
        () -> {
          inFlight--;
          Exception failure = tooMany ? tooFast() : script.failure(one);
          if (failure != null) {
            answer.completeExceptionally(new CompletionException(failure));
          } else {
            answer.complete(answer(one.request(), one.channel()));
          }
        });
  }

  private ApiException tooFast() {
    rateAnswers++;
    return new ApiException.TooFast(
        Failure.ofResponse(Cause.QUOTA_RATE, "too fast", 429, "rateLimitExceeded"),
        Duration.ZERO,
        false);
  }

  /** Sets the responses to requests without videos. */
  public void figures(BiFunction<ReportRequest, ChannelIdentity, ReportResponse> responses) {
    figures = responses;
  }

  /** Truncates responses to this number of rows, silently. */
  public void cutAt(int rows) {
    mostRows = rows;
  }

  /** Has no figures of the last days of a range of videos. */
  public void lag(int days) {
    lag = days;
  }

  /** Leaves days of videos out of the list that it counts in their totals. */
  public void unlisted(BiPredicate<String, LocalDate> days) {
    unlisted = days;
  }

  private ReportResponse answer(ReportRequest request, ChannelIdentity channel) {
    List<ReportResponse.Line> lines =
        (request.videos().isEmpty() ? figures.apply(request, channel) : ofVideos(request)).lines();
    return new ReportResponse(lines.subList(0, Math.min(mostRows, lines.size())));
  }

  /** Each day of a video has as many views as the day's number in its month. */
  private ReportResponse ofVideos(ReportRequest request) {
    LocalDate first = request.dates().first();
    if (newest == null || newest.isBefore(request.dates().last().minusDays(lag))) {
      newest = request.dates().last().minusDays(lag);
    }
    LocalDate newestDay = newest;
    List<LocalDate> days = request.dates().days().filter(d -> !d.isAfter(newestDay)).toList();
    List<ReportResponse.Line> lines = new ArrayList<>();
    if (request.report().byDay()) {
      for (LocalDate day : days) {
        request
            .videos()
            .forEach(
                video -> {
                  if (!unlisted.test(video, day)) {
                    lines.add(
                        new ReportResponse.Line(
                            day, List.of(day, video, (long) day.getDayOfMonth())));
                  }
                });
      }
    } else {
      long sum = days.stream().mapToLong(LocalDate::getDayOfMonth).sum();
      for (String video : request.videos()) {
        lines.add(new ReportResponse.Line(first, List.of(video, sum)));
      }
    }
    return new ReportResponse(lines);
  }

  public static ReportResponse table(ReportRequest request, ChannelIdentity channel) {
    List<ReportResponse.Line> lines = new ArrayList<>();
    request
        .dates()
        .days()
        .forEach(
            day ->
                lines.add(
                    new ReportResponse.Line(
                        day, List.of(channel.channelId(), (Object) day.toEpochDay()))));
    return new ReportResponse(lines);
  }
}
