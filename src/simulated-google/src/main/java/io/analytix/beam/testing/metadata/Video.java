// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import com.google.auto.value.AutoValue;
import io.analytix.beam.testing.PrivacyStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A video of a channel, also a deleted one. */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields") // The builder's callers pass immutable lists.
abstract class Video {
  /** Whether a video exists. */
  enum State {
    EXISTS,
    /** Deleted, but still in the playlist of all uploads. */
    DELETED_WITH_ENTRY,
    DELETED
  }

  abstract String id();

  abstract Instant publishedAt();

  abstract State state();

  abstract PrivacyStatus privacy();

  /** The time at which a private video becomes public, if scheduled. */
  abstract Optional<Instant> publishAt();

  abstract String title();

  abstract String description();

  abstract List<String> tags();

  abstract String categoryId();

  abstract Optional<String> defaultLanguage();

  abstract Optional<String> defaultAudioLanguage();

  /** Zero while a stream is upcoming or live. */
  abstract Duration duration();

  abstract boolean highDefinition();

  abstract boolean captioned();

  abstract boolean licensedContent();

  abstract boolean creativeCommons();

  abstract boolean embeddable();

  abstract boolean publicStatsViewable();

  abstract boolean madeForKids();

  abstract boolean ratingsHidden();

  abstract boolean commentsOff();

  abstract Counter views();

  abstract Counter likes();

  abstract Counter comments();

  /** Titles of Wikipedia articles. */
  abstract List<String> topics();

  abstract Optional<Broadcast> broadcast();

  abstract Builder toBuilder();

  static Builder builder() {
    return new AutoValue_Video.Builder();
  }

  boolean exists() {
    return state() == State.EXISTS;
  }

  /** Returns whether the video exists for an account with these channels. */
  boolean isVisibleTo(Set<String> viewer, String owner) {
    return exists() && (privacy() != PrivacyStatus.PRIVATE || viewer.contains(owner));
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder id(String id);

    abstract Builder publishedAt(Instant time);

    abstract Builder state(State state);

    abstract Builder privacy(PrivacyStatus privacy);

    abstract Builder publishAt(Optional<Instant> time);

    abstract Builder title(String title);

    abstract Builder description(String description);

    abstract Builder tags(List<String> tags);

    abstract Builder categoryId(String id);

    abstract Builder defaultLanguage(Optional<String> language);

    abstract Builder defaultAudioLanguage(Optional<String> language);

    abstract Builder duration(Duration duration);

    abstract Builder highDefinition(boolean high);

    abstract Builder captioned(boolean captioned);

    abstract Builder licensedContent(boolean licensed);

    abstract Builder creativeCommons(boolean creativeCommons);

    abstract Builder embeddable(boolean embeddable);

    abstract Builder publicStatsViewable(boolean viewable);

    abstract Builder madeForKids(boolean forKids);

    abstract Builder ratingsHidden(boolean hidden);

    abstract Builder commentsOff(boolean off);

    abstract Builder views(Counter views);

    abstract Builder likes(Counter likes);

    abstract Builder comments(Counter comments);

    abstract Builder topics(List<String> topics);

    abstract Builder broadcast(Broadcast broadcast);

    abstract Builder broadcast(Optional<Broadcast> broadcast);

    abstract Video build();
  }
}
