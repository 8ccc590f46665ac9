// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import io.analytix.beam.testing.PrivacyStatus;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.world.GroundTruth;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The metadata of all channels. Thread-safe: a change applies between two responses. Resources are
 * maps of fields by JSON path, for example {@code snippet.title}. A parameter {@code viewer} has
 * the channels of the account that asks.
 */
public final class MetadataStore {
  private final GroundTruth world;
  private final MetadataGenerator generator;
  private final Map<String, ChannelMetadata> channels = new ConcurrentHashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  public MetadataStore(GroundTruth world) {
    this.world = world;
    this.generator = new MetadataGenerator(world.seed(), world.channels());
  }

  /** Reads several resources between two changes. */
  @FunctionalInterface
  public interface Reader<T, E extends Exception> {
    T read() throws E;
  }

  public <T, E extends Exception> T reading(Reader<T, E> reader) throws E {
    return locked(lock.readLock(), reader);
  }

  /** Returns the existing channels of {@code ids}, each once, in this order. */
  public List<Map<String, Object>> channels(Collection<String> ids, Set<String> viewer) {
    LocalDate today = world.today();
    return reading(
        () ->
            ids.stream()
                .distinct()
                .flatMap(id -> find(id).stream())
                .map(one -> one.resource(today, viewer.contains(one.channel().id())))
                .toList());
  }

  /** Returns the videos of {@code ids} that the account can see, each once, in this order. */
  public List<Map<String, Object>> videos(Collection<String> ids, Set<String> viewer) {
    LocalDate today = world.today();
    return reading(
        () -> ids.stream().distinct().flatMap(id -> video(id, viewer, today).stream()).toList());
  }

  private Optional<Map<String, Object>> video(String id, Set<String> viewer, LocalDate today) {
    return ownFirst(viewer)
        .filter(one -> one.video(id).isPresent())
        .findFirst()
        .flatMap(
            one ->
                one.video(id)
                    .filter(video -> video.isVisibleTo(viewer, one.channel().id()))
                    .map(video -> resource(video, one, viewer, today)));
  }

  private static Map<String, Object> resource(
      Video video, ChannelMetadata owner, Set<String> viewer, LocalDate today) {
    boolean own = viewer.contains(owner.channel().id());
    return VideoResource.of(video, owner.profile(), today, own);
  }

  /** Returns the existing videos of a channel as its owner sees them, the newest first. */
  public List<Map<String, Object>> videosOf(String channelId) {
    LocalDate today = world.today();
    return reading(
        () -> {
          ChannelMetadata owner = get(channelId);
          return owner.existing().stream()
              .map(video -> resource(video, owner, Set.of(channelId), today))
              .toList();
        });
  }

  /** Returns the playlists of {@code ids} that the account can see, each once, in this order. */
  public List<Map<String, Object>> playlists(Collection<String> ids, Set<String> viewer) {
    return reading(
        () ->
            ids.stream()
                .distinct()
                .flatMap(
                    id ->
                        ownerOfPlaylist(id, viewer)
                            .filter(owner -> isAccessible(owner, id, viewer))
                            .flatMap(owner -> owner.playlist(id).map(one -> resource(one, owner)))
                            .stream())
                .toList());
  }

  /** Returns the playlists of a channel that the account finds in lists, the newest first. */
  public List<Map<String, Object>> playlistsOf(String channelId, Set<String> viewer) {
    return reading(
        () -> {
          ChannelMetadata owner = get(channelId);
          return owner.playlists().stream()
              .filter(one -> viewer.contains(channelId) || one.privacy() == PrivacyStatus.PUBLIC)
              .map(one -> resource(one, owner))
              .toList();
        });
  }

  private static Map<String, Object> resource(Playlist playlist, ChannelMetadata owner) {
    return PlaylistResource.of(playlist, owner.profile());
  }

  /** Returns the entries of a playlist, or of all uploads of a channel. */
  public Optional<PlaylistContent> content(String playlistId, Set<String> viewer) {
    return reading(
        () ->
            world.channels().stream()
                .filter(channel -> channel.uploads().equals(playlistId))
                .findFirst()
                .map(channel -> uploads(channel, viewer))
                .or(
                    () ->
                        ownerOfPlaylist(playlistId, viewer)
                            .map(owner -> entries(owner, playlistId, viewer))));
  }

  private PlaylistContent uploads(SimulatedChannel channel, Set<String> viewer) {
    return new PlaylistContent(
        channel.uploads(), channel.id(), true, get(channel.id()).uploads(viewer));
  }

  private static PlaylistContent entries(ChannelMetadata owner, String id, Set<String> viewer) {
    return new PlaylistContent(
        id,
        owner.channel().id(),
        isAccessible(owner, id, viewer),
        owner.playlist(id).map(Playlist::entries).orElse(List.of()));
  }

  private static boolean isAccessible(ChannelMetadata owner, String id, Set<String> viewer) {
    boolean isPrivate =
        owner.playlist(id).filter(one -> one.privacy() == PrivacyStatus.PRIVATE).isPresent();
    return !isPrivate || viewer.contains(owner.channel().id());
  }

  /**
   * Returns the items of some entries of a playlist.
   *
   * @param first the position of the first of {@code entries}, from 0
   */
  public List<Map<String, Object>> items(
      PlaylistContent playlist, List<PlaylistEntry> entries, int first, Set<String> viewer) {
    return reading(
        () -> {
          List<Map<String, Object>> items = new ArrayList<>();
          for (PlaylistEntry entry : entries) {
            items.add(item(playlist, entry, first + items.size(), viewer));
          }
          return items;
        });
  }

  private Map<String, Object> item(
      PlaylistContent playlist, PlaylistEntry entry, int position, Set<String> viewer) {
    Optional<ChannelMetadata> owner = find(entry.ownerId());
    Optional<Video> video = owner.flatMap(one -> one.video(entry.videoId())).filter(Video::exists);
    return PlaylistItemResource.of(
        entry,
        playlist.playlistId(),
        position,
        get(playlist.ownerId()).profile(),
        owner.flatMap(
            one ->
                video
                    .filter(each -> each.isVisibleTo(viewer, entry.ownerId()))
                    .map(each -> new PlaylistItemResource.OwnedVideo(each, one.profile()))),
        video.map(Video::privacy));
  }

  /** Adds a video to a channel, and returns its id. */
  public String publish(String channelId, String title, Instant publishedAt) {
    return changed(
        channelId,
        channel -> {
          String id = generator.newVideoId(channel.channel(), channel.nextNumber());
          channel.put(generator.newVideo(channel.channel(), id, publishedAt).title(title).build());
          return id;
        });
  }

  /** Adds a public playlist without entries to a channel, and returns its id. */
  public String createPlaylist(String channelId, String title, Instant publishedAt) {
    return changed(
        channelId,
        channel -> {
          String id = generator.newPlaylistId(channel.channel(), channel.nextNumber());
          channel.put(MetadataGenerator.newPlaylist(id, publishedAt).title(title).build());
          return id;
        });
  }

  /** Changes a channel between two responses, and returns a result. */
  <T> T changed(String channelId, Function<ChannelMetadata, T> change) {
    ChannelMetadata channel = get(channelId);
    return locked(lock.writeLock(), () -> change.apply(channel));
  }

  void change(String channelId, Consumer<ChannelMetadata> change) {
    changed(
        channelId,
        channel -> {
          change.accept(channel);
          return channel;
        });
  }

  private static <T, E extends Exception> T locked(Lock lock, Reader<T, E> reader) throws E {
    lock.lock();
    try {
      return reader.read();
    } finally {
      lock.unlock();
    }
  }

  private Optional<ChannelMetadata> ownerOfPlaylist(String id, Set<String> viewer) {
    return ownFirst(viewer).filter(one -> one.playlist(id).isPresent()).findFirst();
  }

  /** Returns all channels, those of the account first: most requests are about these. */
  private Stream<ChannelMetadata> ownFirst(Set<String> viewer) {
    return Stream.concat(viewer.stream(), world.channels().stream().map(SimulatedChannel::id))
        .map(this::get);
  }

  private Optional<ChannelMetadata> find(String channelId) {
    return world.find(channelId).map(this::of);
  }

  private ChannelMetadata get(String channelId) {
    return find(channelId)
        .orElseThrow(() -> new IllegalArgumentException("unknown channel id: " + channelId));
  }

  /** Returns a channel's metadata, generated on first use. */
  private ChannelMetadata of(SimulatedChannel channel) {
    return channels.computeIfAbsent(channel.id(), any -> new ChannelMetadata(channel, generator));
  }
}
