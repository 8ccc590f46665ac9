// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import io.analytix.beam.testing.PlaylistEditor;
import io.analytix.beam.testing.PrivacyStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Changes a playlist in the store. */
public final class StoredPlaylistEditor implements PlaylistEditor {
  private final MetadataStore store;
  private final String channelId;
  private final String playlistId;

  public StoredPlaylistEditor(MetadataStore store, String channelId, String playlistId) {
    this.store = store;
    this.channelId = channelId;
    this.playlistId = playlistId;
  }

  @Override
  public PlaylistEditor title(String title) {
    return set(playlist -> playlist.title(title));
  }

  @Override
  public PlaylistEditor description(String description) {
    return set(playlist -> playlist.description(description));
  }

  @Override
  public PlaylistEditor privacy(PrivacyStatus status) {
    return set(playlist -> playlist.privacy(status));
  }

  @Override
  public PlaylistEditor add(String ownerId, String videoId, Instant addedAt) {
    return changeEntries(
        (channel, entries) -> {
          String id = MetadataGenerator.entryId(playlistId, "added " + channel.nextNumber());
          entries.add(new PlaylistEntry(id, videoId, ownerId, addedAt, null));
        });
  }

  @Override
  public PlaylistEditor remove(int position) {
    return changeEntries((channel, entries) -> entries.remove(position));
  }

  @Override
  public PlaylistEditor move(int from, int to) {
    return changeEntries((channel, entries) -> entries.add(to, entries.remove(from)));
  }

  @Override
  public void delete() {
    store.change(channelId, channel -> channel.removePlaylist(existing(channel).id()));
  }

  private PlaylistEditor set(UnaryOperator<Playlist.Builder> change) {
    store.change(
        channelId, channel -> channel.put(change.apply(existing(channel).toBuilder()).build()));
    return this;
  }

  private PlaylistEditor changeEntries(BiConsumer<ChannelMetadata, List<PlaylistEntry>> change) {
    store.change(
        channelId,
        channel -> {
          Playlist playlist = existing(channel);
          List<PlaylistEntry> entries = new ArrayList<>(playlist.entries());
          change.accept(channel, entries);
          channel.put(playlist.toBuilder().entries(List.copyOf(entries)).build());
        });
    return this;
  }

  private Playlist existing(ChannelMetadata channel) {
    return channel
        .playlist(playlistId)
        .orElseThrow(
            () -> new IllegalArgumentException(channelId + " has no playlist " + playlistId));
  }
}
