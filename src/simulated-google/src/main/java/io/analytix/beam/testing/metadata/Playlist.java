// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import com.google.auto.value.AutoValue;
import io.analytix.beam.testing.PrivacyStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A playlist that its owner made. The playlist of all uploads follows from the videos. */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields") // The builder's callers pass immutable lists.
abstract class Playlist {
  abstract String id();

  abstract Instant publishedAt();

  abstract String title();

  abstract String description();

  abstract Optional<String> defaultLanguage();

  abstract PrivacyStatus privacy();

  abstract List<PlaylistEntry> entries();

  abstract Builder toBuilder();

  static Builder builder() {
    return new AutoValue_Playlist.Builder();
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder id(String id);

    abstract Builder publishedAt(Instant time);

    abstract Builder title(String title);

    abstract Builder description(String description);

    abstract Builder defaultLanguage(Optional<String> language);

    abstract Builder privacy(PrivacyStatus privacy);

    abstract Builder entries(List<PlaylistEntry> entries);

    abstract Playlist build();
  }
}
