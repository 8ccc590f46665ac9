// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import io.analytix.beam.testing.world.ChannelGenerator;
import io.analytix.beam.testing.world.GroundTruth;
import io.analytix.beam.testing.world.Metrics;
import io.analytix.beam.testing.world.Upload;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The ground truth behind a {@link SimulatedGoogle}: what really happened on every channel. Every
 * figure of a day follows from the seed, the channel, the day and the metric, and falls to viewers
 * who differ in all that a report can tell apart; so any window of days gives the same cells, and
 * all reports agree with each other. All days are Pacific days. Safe for use by many threads; a
 * change falls between two answers, never into one.
 */
public final class World {
  private final GroundTruth truth;
  private final Map<String, ContentOwner> contentOwners = new LinkedHashMap<>();

  private World(Builder builder) {
    this.truth = new GroundTruth(builder.seed, builder.today);
    for (Supplier<SimulatedChannel> made : builder.channels) {
      SimulatedChannel channel = made.get();
      if (!truth.add(channel)) {
        throw new IllegalArgumentException("two channels are called " + channel.handle());
      }
    }
    builder.contentOwners.forEach(this::link);
  }

  /** A content owner's channels live in the world, whether or not they were added before. */
  private void link(String name, List<SimulatedChannel> channels) {
    channels.forEach(truth::add);
    List<String> ids = channels.stream().map(SimulatedChannel::id).toList();
    contentOwners.put(name, new ContentOwner(name, ids));
  }

  /** Returns a builder of a world that this number determines. */
  public static Builder builder(long seed) {
    return new Builder(seed);
  }

  /** Returns the number that determines this world's figures. */
  public long seed() {
    return truth.seed();
  }

  /** Returns the Pacific day on which the API is asked; it has no data itself. */
  public LocalDate today() {
    return truth.today();
  }

  /** Returns all channels in the order in which they were added. */
  public List<SimulatedChannel> channels() {
    return truth.channels();
  }

  /** Returns all content owners in the order in which they were added. */
  public List<ContentOwner> contentOwners() {
    return List.copyOf(contentOwners.values());
  }

  /** Returns the channel of a record name such as {@code alpine-baker}. */
  public SimulatedChannel channel(String handle) {
    return channels().stream()
        .filter(channel -> channel.handle().equals(handle))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no channel is called " + handle));
  }

  /** Returns the channel of an id, if there is one. */
  public Optional<SimulatedChannel> find(String channelId) {
    return truth.find(channelId);
  }

  /**
   * Returns what the API should answer: one map per row, keyed by API name, in column order. A day
   * is a LocalDate, a minute of a stream a Long, a place in a video a Double, another dimension a
   * String, a count a Long, a rate a Double, money a BigDecimal without trailing zeros. A channel
   * without money has no rows for metrics of money. Whether the API would answer the question at
   * all is not checked; a dimension of which nothing is known is an {@link
   * IllegalArgumentException}.
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

  /** Returns the truth about all days from first to last, in the order of the dimensions. */
  public List<Map<String, Object>> truth(
      String channelId,
      List<String> dimensions,
      List<String> metrics,
      LocalDate first,
      LocalDate last) {
    return truth(ReportQuestion.of(channelId, dimensions, metrics, first, last));
  }

  /** Changes all figures of a day, as Google does when it counts again; staged totals stay. */
  public void restate(String channelId, LocalDate day) {
    truth.change(channelId, history -> history.restate(day));
  }

  /**
   * Sets the totals of a day and makes it active: counts as they are, money in billionths of a
   * dollar, everything not named zero. Parts by country or video still fall as they do, unless
   * {@link #setValues} says otherwise. Rates such as {@code cardClickRate} follow from the counts
   * and cannot be set.
   */
  public void setTotals(String channelId, LocalDate day, Map<String, Long> totals) {
    for (String name : totals.keySet()) {
      if (!Metrics.addsUp(name)) {
        throw new IllegalArgumentException("no count or amount is called " + name);
      }
    }
    truth.change(channelId, history -> history.stage(day, totals));
  }

  /**
   * Makes all viewers of a day alike in some dimensions: with {@code deviceType} pinned to {@code
   * TV}, everything of that day was watched on television.
   */
  public void setValues(String channelId, LocalDate day, Map<String, String> values) {
    truth.change(channelId, history -> history.pin(day, values));
  }

  /** Takes away the row of one value, such as a country or a device, on one day; totals stay. */
  public void remove(String channelId, LocalDate day, String dimension, String value) {
    truth.change(channelId, history -> history.remove(day, dimension, value));
  }

  /** Makes a day empty: it has no row in any table. */
  public void suppressDay(String channelId, LocalDate day) {
    truth.change(channelId, history -> history.silence(day));
  }

  /** Ends the silence of a day: it has the rows again that it had, or has now. */
  public void restoreDay(String channelId, LocalDate day) {
    truth.change(channelId, history -> history.speak(day));
  }

  /** Takes a video off the list of the channel's uploads; its figures stay. */
  public void delistVideo(String channelId, String video) {
    truth.change(channelId, history -> history.unlist(video));
  }

  /** Puts a video on the list of uploads again, or for the first time. */
  public void relistVideo(String channelId, String video) {
    truth.change(channelId, history -> history.list(video));
  }

  /**
   * Returns the videos that the channel's owner sees on the list of uploads, the newest first: one
   * map per video with {@code video}, {@code title}, {@code publishedAt} (an Instant) and {@code
   * privacyStatus}.
   */
  public List<Map<String, Object>> uploads(String channelId) {
    return truth.uploads(channelId).stream()
        .filter(upload -> upload.status() != Upload.Status.DELETED)
        .map(
            upload ->
                Map.<String, Object>of(
                    "video", upload.videoId(),
                    "title", upload.title(),
                    "publishedAt", upload.publishedAt(),
                    "privacyStatus", upload.status().name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /** Lets the late days of a channel arrive: through yesterday, it has rows. */
  public void releaseLateDays(String channelId) {
    truth.arrive(channelId);
  }

  /** Lets time pass: the days that are no longer late have rows. Time never goes back. */
  public void advanceTo(LocalDate day) {
    truth.advanceTo(day);
  }

  GroundTruth groundTruth() {
    return truth;
  }

  /** Says when a world is and who is in it. */
  public static final class Builder {
    private final long seed;
    private final List<Supplier<SimulatedChannel>> channels = new ArrayList<>();
    private final Map<String, List<SimulatedChannel>> contentOwners = new LinkedHashMap<>();
    private LocalDate today = LocalDate.of(2026, 11, 20);

    private Builder(long seed) {
      this.seed = seed;
    }

    /** Sets the Pacific day on which the API is asked; by default 2026-11-20. */
    public Builder today(LocalDate day) {
      this.today = day;
      return this;
    }

    /** Adds {@code count} channels that differ in size, age and standing. */
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
     * Adds a content owner who manages these channels; those that are not in the world yet join it.
     */
    public Builder contentOwner(String name, SimulatedChannel... managed) {
      if (contentOwners.put(name, List.of(managed)) != null) {
        throw new IllegalArgumentException("two content owners are called " + name);
      }
      return this;
    }

    /** Returns the world. */
    public World build() {
      return new World(this);
    }
  }
}
