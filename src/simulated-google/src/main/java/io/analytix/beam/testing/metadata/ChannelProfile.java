// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a channel says about itself. */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields") // The builder's callers pass immutable lists.
abstract class ChannelProfile {
  abstract String id();

  /** The unique name behind the {@code @}. */
  abstract String handle();

  abstract Instant publishedAt();

  abstract String title();

  abstract String description();

  /** Two letters. */
  abstract Optional<String> country();

  abstract Optional<String> defaultLanguage();

  /** Separated by spaces; a keyword with a space is quoted. */
  abstract Optional<String> keywords();

  abstract Counter subscribers();

  abstract boolean subscribersHidden();

  abstract boolean madeForKids();

  abstract boolean longUploadsAllowed();

  /** Titles of Wikipedia articles. */
  abstract List<String> topics();

  abstract Builder toBuilder();

  static Builder builder() {
    return new AutoValue_ChannelProfile.Builder();
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder id(String id);

    abstract Builder handle(String handle);

    abstract Builder publishedAt(Instant time);

    abstract Builder title(String title);

    abstract Builder description(String description);

    abstract Builder country(Optional<String> country);

    abstract Builder defaultLanguage(Optional<String> language);

    abstract Builder keywords(Optional<String> keywords);

    abstract Builder subscribers(Counter subscribers);

    abstract Builder subscribersHidden(boolean hidden);

    abstract Builder madeForKids(boolean forKids);

    abstract Builder longUploadsAllowed(boolean allowed);

    abstract Builder topics(List<String> topics);

    abstract ChannelProfile build();
  }
}
