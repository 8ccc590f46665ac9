// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import io.analytix.beam.testing.ChannelEditor;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes a channel's profile in the store. */
public final class StoredChannelEditor implements ChannelEditor {
  private final MetadataStore store;
  private final String channelId;

  public StoredChannelEditor(MetadataStore store, String channelId) {
    this.store = store;
    this.channelId = channelId;
  }

  @Override
  public ChannelEditor title(String title) {
    return set(profile -> profile.title(title));
  }

  @Override
  public ChannelEditor description(String description) {
    return set(profile -> profile.description(description));
  }

  @Override
  public ChannelEditor country(String country) {
    return set(profile -> profile.country(unlessEmpty(country)));
  }

  @Override
  public ChannelEditor keywords(String keywords) {
    return set(profile -> profile.keywords(unlessEmpty(keywords)));
  }

  @Override
  public ChannelEditor subscribers(long subscribers) {
    return set(profile -> profile.subscribers(Counter.fixed(subscribers)));
  }

  @Override
  public ChannelEditor subscribersHidden(boolean hidden) {
    return set(profile -> profile.subscribersHidden(hidden));
  }

  private static Optional<String> unlessEmpty(String text) {
    return Optional.of(text).filter(given -> !given.isEmpty());
  }

  private ChannelEditor set(UnaryOperator<ChannelProfile.Builder> change) {
    store.change(
        channelId, channel -> channel.put(change.apply(channel.profile().toBuilder()).build()));
    return this;
  }
}
