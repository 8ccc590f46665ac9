// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import io.analytix.beam.testing.PrivacyStatus;
import io.analytix.beam.testing.VideoEditor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Changes a video in the store. */
public final class StoredVideoEditor implements VideoEditor {
  private final MetadataStore store;
  private final String channelId;
  private final String videoId;
  private final Supplier<LocalDate> today;

  public StoredVideoEditor(
      MetadataStore store, String channelId, String videoId, Supplier<LocalDate> today) {
    this.store = store;
    this.channelId = channelId;
    this.videoId = videoId;
    this.today = today;
  }

  @Override
  public VideoEditor publishedAt(Instant time) {
    return set(video -> video.publishedAt(time));
  }

  @Override
  public VideoEditor title(String title) {
    return set(video -> video.title(title));
  }

  @Override
  public VideoEditor description(String description) {
    return set(video -> video.description(description));
  }

  @Override
  public VideoEditor tags(String... tags) {
    return set(video -> video.tags(List.of(tags)));
  }

  @Override
  public VideoEditor privacy(PrivacyStatus status) {
    return set(video -> video.privacy(status).publishAt(Optional.empty()));
  }

  @Override
  public VideoEditor scheduled(Instant time) {
    return set(video -> video.privacy(PrivacyStatus.PRIVATE).publishAt(Optional.of(time)));
  }

  @Override
  public VideoEditor duration(Duration duration) {
    return set(video -> video.duration(duration));
  }

  @Override
  public VideoEditor madeForKids(boolean forKids) {
    return set(video -> video.madeForKids(forKids));
  }

  @Override
  public VideoEditor scheduleStream(Instant start) {
    return set(video -> video.broadcast(Broadcast.scheduledFor(start)).duration(Duration.ZERO));
  }

  @Override
  public VideoEditor startStream(Instant start) {
    return change(
        video ->
            video.toBuilder()
                .broadcast(stream(video, "upcoming").started(start))
                .duration(Duration.ZERO));
  }

  @Override
  public VideoEditor endStream(Instant end, Duration duration) {
    return change(
        video -> video.toBuilder().broadcast(stream(video, "live").ended(end)).duration(duration));
  }

  private static Broadcast stream(Video video, String content) {
    return video
        .broadcast()
        .filter(stream -> stream.content().equals(content))
        .orElseThrow(
            () -> new IllegalStateException(video.id() + " is not an " + content + " stream"));
  }

  @Override
  public VideoEditor views(long views) {
    return set(video -> video.views(Counter.fixed(views)));
  }

  @Override
  public VideoEditor likes(long likes) {
    return set(video -> video.likes(Counter.fixed(likes)));
  }

  @Override
  public VideoEditor comments(long comments) {
    return set(video -> video.comments(Counter.fixed(comments)));
  }

  @Override
  public VideoEditor growingBy(long viewsPerDay) {
    LocalDate from = today.get();
    return change(
        video -> video.toBuilder().views(new Counter(video.views().on(from), viewsPerDay, from)));
  }

  @Override
  public VideoEditor ratingsHidden(boolean hidden) {
    return set(video -> video.ratingsHidden(hidden));
  }

  @Override
  public VideoEditor commentsOff(boolean off) {
    return set(video -> video.commentsOff(off));
  }

  @Override
  public VideoEditor delete() {
    return set(video -> video.state(Video.State.DELETED));
  }

  @Override
  public VideoEditor deleteLeavingEntry() {
    return set(video -> video.state(Video.State.DELETED_WITH_ENTRY));
  }

  @Override
  public VideoEditor restore() {
    return set(video -> video.state(Video.State.EXISTS));
  }

  private VideoEditor set(UnaryOperator<Video.Builder> change) {
    return change(video -> change.apply(video.toBuilder()));
  }

  private VideoEditor change(Function<Video, Video.Builder> change) {
    store.change(
        channelId,
        channel ->
            channel.put(
                change
                    .apply(
                        channel
                            .video(videoId)
                            .orElseThrow(
                                () ->
                                    new IllegalArgumentException(
                                        channelId + " has no video " + videoId)))
                    .build()));
    return this;
  }
}
