// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.channel.ChannelIdentity;
import io.analytix.beam.internal.response.ReportResponse;
import io.analytix.beam.internal.schedule.VirtualTime;
import io.analytix.beam.plan.ReportRequest;
import io.analytix.beam.refresh.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A Data API in virtual time that lists what channels have uploaded, 50 at a time. */
public final class UploadsServer implements UploadsClient {
  private static final int A_PAGE = 50;

  private final VirtualTime time;
  private final Map<String, List<UploadedVideo>> uploads = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<Long> sent = new ArrayList<>();
  private Function<ChannelIdentity, Exception> script = channel -> null;

  public UploadsServer(VirtualTime time) {
    this.time = time;
  }

  /** Sets the number of a channel's videos, all public. */
  public UploadsServer videos(String channelId, int count) {
    return uploads(
        channelId,
        IntStream.range(0, count)
            .mapToObj(i -> new UploadedVideo(video(i), "Video " + i, Instant.EPOCH, "public"))
            .toList());
  }

  /** Sets the number of a channel's public videos in its statistics. */
  public UploadsServer publicVideos(String channelId, @Nullable Integer count) {
    counts.put(channelId, count);
    return this;
  }

  public UploadsServer uploads(String channelId, List<UploadedVideo> all) {
    uploads.put(channelId, all);
    return this;
  }

  /** What goes wrong with calls for a channel. */
  public UploadsServer script(Function<ChannelIdentity, @Nullable Exception> failures) {
    script = failures;
    return this;
  }

  public static String video(int number) {
    return String.format("-vid%07d", number);
  }

  /** When each call was made, in nanoseconds. */
  public List<Long> sent() {
    return sent;
  }

  @Override
  public CompletableFuture<Optional<UploadsList>> list(ChannelIdentity channel, AccessToken token) {
    return answer(
        channel,
        () ->
            Optional.of(
                new UploadsList(
                    channel.channelId(), channel.channelId(), counts.get(channel.channelId()))));
  }

  @Override
  public CompletableFuture<UploadsPage> page(
      UploadsList list, @Nullable String page, ChannelIdentity channel, AccessToken token) {
    List<UploadedVideo> all = uploads.getOrDefault(list.playlist(), List.of());
    int from = page == null ? 0 : Integer.parseInt(page);
    int to = Math.min(all.size(), from + A_PAGE);
    return answer(
        channel,
        () -> new UploadsPage(all.subList(from, to), to == all.size() ? null : String.valueOf(to)));
  }

  /** What the requested videos are: as many of the first four columns as the report has. */
  public CompletableFuture<ReportResponse> describe(
      ReportRequest request, ChannelIdentity channel) {
    Set<String> requested = Set.copyOf(request.videos());
    return answer(
        channel,
        () ->
            new ReportResponse(
                uploads.getOrDefault(channel.channelId(), List.of()).stream()
                    .filter(upload -> requested.contains(upload.video()) && upload.isVisible())
                    .map(upload -> line(request, upload))
                    .toList()));
  }

  private static ReportResponse.Line line(ReportRequest request, UploadedVideo upload) {
    List<Object> all =
        Arrays.asList(upload.video(), upload.title(), upload.publishedAt(), upload.privacyStatus());
    return new ReportResponse.Line(
        request.dates().first(), all.subList(0, request.report().columns().size()));
  }

  private <T> CompletableFuture<T> answer(
      ChannelIdentity channel, java.util.function.Supplier<T> answer) {
    sent.add(time.nanos());
    return time.later(
        Duration.ofMillis(60),
        () -> {
          Exception failure = script.apply(channel);
          if (failure != null) {
            throw new CompletionException(failure);
          }
          return answer.get();
        });
  }
}
