// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import io.analytix.beam.testing.PrivacyStatus;
import io.analytix.beam.testing.SimulatedChannel;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The metadata of a channel. Not thread-safe: {@link MetadataStore} holds the lock. */
final class ChannelMetadata {
  private final SimulatedChannel channel;
  private final Map<String, Video> videos = new LinkedHashMap<>();
  private final Map<String, Playlist> playlists = new LinkedHashMap<>();

  /** The entries of the playlist of all uploads, by whether the owner asks, until a change. */
  private final Map<Boolean, List<PlaylistEntry>> uploads = new ConcurrentHashMap<>();

  private ChannelProfile profile;
  private int made;

  ChannelMetadata(SimulatedChannel channel, MetadataGenerator generator) {
    this.channel = channel;
    this.profile = generator.profile(channel);
    generator.videos(channel).forEach(this::put);
    generator.playlists(channel).forEach(this::put);
  }

  SimulatedChannel channel() {
    return channel;
  }

  ChannelProfile profile() {
    return profile;
  }

  void put(ChannelProfile other) {
    profile = other;
  }

  Optional<Video> video(String id) {
    return Optional.ofNullable(videos.get(id));
  }

  void put(Video video) {
    videos.put(video.id(), video);
    uploads.clear();
  }

  Optional<Playlist> playlist(String id) {
    return Optional.ofNullable(playlists.get(id));
  }

  void put(Playlist playlist) {
    playlists.put(playlist.id(), playlist);
  }

  void removePlaylist(String id) {
    playlists.remove(id);
  }

  /** Returns the playlists, the newest first. */
  List<Playlist> playlists() {
    return playlists.values().stream()
        .sorted(Comparator.comparing(Playlist::publishedAt).reversed())
        .toList();
  }

  /** Returns the number of the next id. */
  int nextNumber() {
    return made++;
  }

  /** Returns the existing videos, the newest first. */
  List<Video> existing() {
    return newestFirst().stream().filter(Video::exists).toList();
  }

  /** Returns the entries of the playlist of all uploads, as an account with these channels sees. */
  List<PlaylistEntry> uploads(Set<String> viewer) {
    return uploads.computeIfAbsent(viewer.contains(channel.id()), this::listUploads);
  }

  private List<PlaylistEntry> listUploads(boolean own) {
    return newestFirst().stream()
        .filter(video -> video.state() != Video.State.DELETED)
        .filter(video -> own || video.privacy() != PrivacyStatus.UNLISTED)
        .map(
            video ->
                new PlaylistEntry(
                    MetadataGenerator.encoded(channel.uploads() + "." + video.id()),
                    video.id(),
                    channel.id(),
                    video.publishedAt(),
                    null))
        .toList();
  }

  Map<String, Object> resource(LocalDate today, boolean own) {
    long views = 0;
    long visible = 0;
    for (Video video : videos.values()) {
      if (video.exists()) {
        views += video.views().on(today);
        visible += video.privacy() == PrivacyStatus.PUBLIC ? 1 : 0;
      }
    }
    return ChannelResource.of(
        channel, profile, profile.subscribers().on(today), views, visible, own);
  }

  private List<Video> newestFirst() {
    return videos.values().stream()
        .sorted(Comparator.comparing(Video::publishedAt).reversed())
        .toList();
  }
}
