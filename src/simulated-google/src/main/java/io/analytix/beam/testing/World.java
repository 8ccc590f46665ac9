// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.metadata.MetadataStore;
import io.analytix.beam.testing.metadata.ResourceTruth;
import io.analytix.beam.testing.metadata.StoredChannelEditor;
import io.analytix.beam.testing.metadata.StoredPlaylistEditor;
import io.analytix.beam.testing.metadata.StoredVideoEditor;
import io.analytix.beam.testing.world.ChannelGenerator;
import io.analytix.beam.testing.world.GroundTruth;
import io.analytix.beam.testing.world.Metrics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The ground truth behind a {@link SimulatedGoogle}. The seed, the channel, the day and the metric
 * determine every daily figure. It is distributed over viewers that differ in all dimensions of the
 * API, so any range of days has the same cells, and all reports agree with each other. All days are
 * Pacific days. Thread-safe: a change applies between two responses, never within one.
 */
public final class World {
  private final GroundTruth truth;
  private final Map<String, ContentOwner> contentOwners = new LinkedHashMap<>();
  private final BulkWorld bulk;
  private final MetadataStore metadata;

  private World(Builder builder) {
    this.truth = new GroundTruth(builder.seed, builder.today);
    for (Supplier<SimulatedChannel> made : builder.channels) {
      SimulatedChannel channel = made.get();
      if (!truth.add(channel)) {
        throw new IllegalArgumentException("duplicate channel handle: " + channel.handle());
      }
    }
    builder.contentOwners.forEach(this::link);
    this.metadata = new MetadataStore(truth);
    this.bulk = new BulkWorld(truth, this::channelsOf);
  }

  private List<SimulatedChannel> channelsOf(String owner) {
    ContentOwner contentOwner = contentOwners.get(owner);
    List<String> ids = contentOwner == null ? List.of(owner) : contentOwner.channelIds();
    return ids.stream().map(this::find).flatMap(Optional::stream).toList();
  }

  /** Adds the channels of a content owner to the world, if missing. */
  private void link(String name, List<SimulatedChannel> channels) {
    channels.forEach(truth::add);
    List<String> ids = channels.stream().map(SimulatedChannel::id).toList();
    contentOwners.put(name, new ContentOwner(name, ids));
  }

  /** Returns a builder of the world with this seed. */
  public static Builder builder(long seed) {
    return new Builder(seed);
  }

  /** Returns the seed. */
  public long seed() {
    return truth.seed();
  }

  /** Returns the current Pacific day, which has no data itself. */
  public LocalDate today() {
    return truth.today();
  }

  /** Returns all channels, in the order of the builder's calls. */
  public List<SimulatedChannel> channels() {
    return truth.channels();
  }

  /** Returns all content owners, in the order of the builder's calls. */
  public List<ContentOwner> contentOwners() {
    return List.copyOf(contentOwners.values());
  }

  /** Returns the channel with this handle, for example {@code alpine-baker}. */
  public SimulatedChannel channel(String handle) {
    return channels().stream()
        .filter(channel -> channel.handle().equals(handle))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown channel handle: " + handle));
  }

  /** Returns the channel with this id. */
  public Optional<SimulatedChannel> find(String channelId) {
    return truth.find(channelId);
  }

  /**
   * Returns the rows that the API should return: one map per row, keyed by API name, in column
   * order. A day is a LocalDate, a minute of a stream a Long, a position in a video a Double, any
   * other dimension a String, a count a Long, a rate a Double, an amount a BigDecimal without
   * trailing zeros. A channel without monetisation has no rows for monetary metrics. The API's
   * rules for queries are not checked.
   *
   * @throws IllegalArgumentException if a dimension is unknown
   */
  public List<Map<String, Object>> truth(ReportQuestion question) {
    List<String> columns = new ArrayList<>(question.dimensions());
    columns.addAll(question.metrics());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (List<Object> cells : truth.rows(question)) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int place = 0; place < cells.size(); place++) {
        row.put(columns.get(place), cells.get(place));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Returns the rows of all days from first to last, in the order of the dimensions. */
  public List<Map<String, Object>> truth(
      String channelId,
      List<String> dimensions,
      List<String> metrics,
      LocalDate first,
      LocalDate last) {
    return truth(ReportQuestion.of(channelId, dimensions, metrics, first, last));
  }

  /**
   * Changes all figures of a day, as Google does when it restates data. Totals that were set
   * remain.
   */
  public void restate(String channelId, LocalDate day) {
    truth.change(channelId, history -> history.restate(day));
  }

  /**
   * Sets the totals of a day and makes it active. Counts are absolute, amounts in billionths of a
   * dollar, all other totals zero. Parts by country or video keep their distribution, unless {@link
   * #setValues} sets it. Rates such as {@code cardClickRate} follow from the counts and cannot be
   * set.
   */
  public void setTotals(String channelId, LocalDate day, Map<String, Long> totals) {
    for (String name : totals.keySet()) {
      if (!Metrics.addsUp(name)) {
        throw new IllegalArgumentException("not an additive metric: " + name);
      }
    }
    truth.change(channelId, history -> history.stage(day, totals));
  }

  /**
   * Sets the value of dimensions for all viewers of a day: with {@code deviceType} {@code TV}, all
   * views of that day are on television.
   */
  public void setValues(String channelId, LocalDate day, Map<String, String> values) {
    truth.change(channelId, history -> history.pin(day, values));
  }

  /** Removes the row of one value, such as a country or a device, on one day. Totals remain. */
  public void remove(String channelId, LocalDate day, String dimension, String value) {
    truth.change(channelId, history -> history.remove(day, dimension, value));
  }

  /** Makes a day empty: it has no rows in any report. */
  public void suppressDay(String channelId, LocalDate day) {
    truth.change(channelId, history -> history.silence(day));
  }

  /** Restores the rows of a day after {@link #suppressDay}. */
  public void restoreDay(String channelId, LocalDate day) {
    truth.change(channelId, history -> history.speak(day));
  }

  /** Removes a video from the channel's uploads, as a deletion does. Its figures remain. */
  public void delistVideo(String channelId, String video) {
    editVideo(channelId, video).delete();
  }

  /** Restores a video after {@link #delistVideo}. */
  public void relistVideo(String channelId, String video) {
    editVideo(channelId, video).restore();
  }

  /**
   * Returns the uploads as the channel's owner sees them, the newest first: one map per video with
   * {@code video}, {@code title}, {@code publishedAt} (an Instant) and {@code privacyStatus}.
   */
  public List<Map<String, Object>> uploads(String channelId) {
    return videoResources(channelId).stream()
        .map(
            video ->
                Map.of(
                    "video", field(video, "id"),
                    "title", field(video, "snippet.title"),
                    "publishedAt", field(video, "snippet.publishedAt"),
                    "privacyStatus", field(video, "status.privacyStatus")))
        .toList();
  }

  private static Object field(Map<String, Object> resource, String path) {
    return Objects.requireNonNull(resource.get(path), path);
  }

  /**
   * Returns what channels.list of the Data API returns to the channel's owner, with all parts: the
   * fields by JSON path, for example {@code snippet.title}. A missing field has no key. A number is
   * a Long, a time an Instant, a duration a Duration, a list a List of texts.
   */
  public Map<String, Object> channelResource(String channelId) {
    return ResourceTruth.of(metadata.channels(List.of(channelId), Set.of(channelId))).get(0);
  }

  /**
   * Returns the existing videos as {@link #channelResource}, the newest first. Private videos are
   * included.
   */
  public List<Map<String, Object>> videoResources(String channelId) {
    return ResourceTruth.of(metadata.videosOf(channelId));
  }

  /**
   * Returns the playlists as {@link #channelResource}, the newest first, without the playlist of
   * all uploads. Private playlists are included.
   */
  public List<Map<String, Object>> playlistResources(String channelId) {
    return ResourceTruth.of(metadata.playlistsOf(channelId, Set.of(channelId)));
  }

  /**
   * Returns the items of all playlists of {@link #playlistResources} as {@link #channelResource},
   * by playlist and position. Deleted videos, and private videos of other channels, have
   * placeholders.
   */
  public List<Map<String, Object>> playlistItemResources(String channelId) {
    return playlistResources(channelId).stream()
        .flatMap(
            playlist -> playlistItemResources(channelId, (String) field(playlist, "id")).stream())
        .toList();
  }

  /** Returns the items of one playlist, which may be that of all uploads. */
  public List<Map<String, Object>> playlistItemResources(String channelId, String playlistId) {
    Set<String> owner = Set.of(channelId);
    return ResourceTruth.of(
        metadata
            .content(playlistId, owner)
            .map(content -> metadata.items(content, content.entries(), 0, owner))
            .orElseThrow(() -> new IllegalArgumentException("unknown playlist id: " + playlistId)));
  }

  /**
   * Adds a public video to a channel, and returns its id. It has no figures in reports, except of
   * days for which {@link #setValues} sets it.
   */
  public String publish(String channelId, String title, Instant publishedAt) {
    return metadata.publish(channelId, title, publishedAt);
  }

  /** Returns an editor of a video, which may be deleted. */
  public VideoEditor editVideo(String channelId, String videoId) {
    return new StoredVideoEditor(metadata, channelId, videoId, truth::today);
  }

  /** Adds a public playlist without entries to a channel, and returns its id. */
  public String createPlaylist(String channelId, String title, Instant publishedAt) {
    return metadata.createPlaylist(channelId, title, publishedAt);
  }

  /** Returns an editor of a playlist. */
  public PlaylistEditor editPlaylist(String channelId, String playlistId) {
    return new StoredPlaylistEditor(metadata, channelId, playlistId);
  }

  /** Returns an editor of what a channel says about itself. */
  public ChannelEditor editChannel(String channelId) {
    return new StoredChannelEditor(metadata, channelId);
  }

  /** Releases the late days of a channel: it has rows through yesterday. */
  public void releaseLateDays(String channelId) {
    truth.releaseLateDays(channelId);
  }

  /** Moves today forward. Days that are no longer late get rows. A date in the past is refused. */
  public void advanceTo(LocalDate day) {
    truth.advanceTo(day);
  }

  /** Returns the jobs and files of the YouTube Reporting API. */
  public BulkWorld bulk() {
    return bulk;
  }

  GroundTruth groundTruth() {
    return truth;
  }

  MetadataStore metadata() {
    return metadata;
  }

  /** Builds a world. */
  public static final class Builder {
    private final long seed;
    private final List<Supplier<SimulatedChannel>> channels = new ArrayList<>();
    private final Map<String, List<SimulatedChannel>> contentOwners = new LinkedHashMap<>();
    private LocalDate today = LocalDate.of(2026, 11, 20);

    private Builder(long seed) {
      this.seed = seed;
    }

    /** Sets the current Pacific day. Default: 2026-11-20. */
    public Builder today(LocalDate day) {
      this.today = day;
      return this;
    }

    /** Adds {@code count} generated channels that differ in size, age and monetisation. */
    public Builder channels(int count) {
      for (int number = 0; number < count; number++) {
        int place = channels.size();
        channels.add(() -> ChannelGenerator.channel(seed, place, today));
      }
      return this;
    }

    /** Adds a channel. */
    public Builder channel(SimulatedChannel channel) {
      channels.add(() -> channel);
      return this;
    }

    /**
     * Adds a content owner that manages these channels. Channels that are missing in the world are
     * added.
     */
    public Builder contentOwner(String name, SimulatedChannel... managed) {
      if (contentOwners.put(name, List.of(managed)) != null) {
        throw new IllegalArgumentException("duplicate content owner: " + name);
      }
      return this;
    }

    /** Returns the world. */
    public World build() {
      return new World(this);
    }
  }
}
