// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.google.auto.value.AutoValue;
import io.analytix.beam.testing.world.KeyedRandom;
import io.analytix.beam.testing.world.OddNames;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is fixed about one channel of a {@link World}. Its id and its videos derive from its handle:
 * two channels of one handle are the same channel.
 */
@AutoValue
public abstract class SimulatedChannel {
  /** Allows reports without money. */
  public static final String ANALYTICS_SCOPE =
      "https://www.googleapis.com/auth/yt-analytics.readonly";

  /** Allows reports with money. */
  public static final String MONETARY_SCOPE =
      "https://www.googleapis.com/auth/yt-analytics-monetary.readonly";

  /** Allows channels.list. */
  public static final String YOUTUBE_SCOPE = "https://www.googleapis.com/auth/youtube.readonly";

  /** Allows to manage the channel, its groups of videos and playlists among it. */
  public static final String MANAGE_SCOPE = "https://www.googleapis.com/auth/youtube";

  /** Allows to manage what a content owner has, its groups among it. */
  public static final String PARTNER_SCOPE = "https://www.googleapis.com/auth/youtubepartner";

  private static final String ID_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  SimulatedChannel() {}

  /** {@code UC} and 22 characters of {@code [A-Za-z0-9_-]}. */
  public abstract String id();

  /** The name of the channel's token record, for example {@code alpine-baker}. */
  public abstract String handle();

  /** What people call the channel. */
  public abstract String title();

  /** Whether the channel takes part in the partner programme and so has money metrics. */
  public abstract boolean monetised();

  /** The OAuth scopes that the owner granted, as full addresses. */
  @SuppressWarnings("AutoValueImmutableFields") // Set.of is immutable, and Guava no dependency.
  public abstract Set<String> scopes();

  /** The first Pacific day with data; before it the channel was somebody else's. */
  public abstract LocalDate startDay();

  /** The share of days, 0 to 1, on which nothing happens, so that they have no rows. */
  public abstract double inactiveShare();

  /** How many of the newest days before today have no rows yet. */
  public abstract int lateDays();

  /** How many days more than that money is late; it shortens every table that asks for money. */
  public abstract int lateMoneyDays();

  /** How many videos the channel has; more than 200 do not fit into a table of top videos. */
  public abstract int videoCount();

  /** How many playlists the channel has, without the one of all its uploads. */
  public abstract int playlistCount();

  /** About how many views an active day has. */
  public abstract int dailyViews();

  /** Whether some countries and videos have odd names: quotes, control characters, emoji. */
  public abstract boolean oddNames();

  /** Whether some days have 9007199254740993 minutes, a number that no double can hold. */
  public abstract boolean hugeMinutes();

  /** How many of the videos only their owner may see. */
  public abstract int privateVideoCount();

  /** How many entries of deleted videos linger in the playlist of all uploads. */
  public abstract int deletedVideoCount();

  /** Returns a builder of a monetised channel with every scope, 12 videos and data since 2020. */
  public static Builder named(String handle) {
    return new AutoValue_SimulatedChannel.Builder()
        .handle(handle)
        .id(idOf(handle))
        .title(handle.replace('-', ' '))
        .monetised(true)
        .scopes(ANALYTICS_SCOPE, MONETARY_SCOPE, YOUTUBE_SCOPE)
        .startDay(LocalDate.of(2020, 1, 1))
        .inactiveShare(0.05)
        .lateDays(2)
        .lateMoneyDays(0)
        .videoCount(12)
        .playlistCount(3)
        .dailyViews(5_000)
        .oddNames(false)
        .hugeMinutes(false)
        .privateVideoCount(0)
        .deletedVideoCount(0);
  }

  /** Returns the id of the playlist that holds all uploads of the channel. */
  public String uploads() {
    return "UU" + id().substring(2);
  }

  /**
   * Returns the ids of all videos of the channel, 11 characters each, some beginning with a dash.
   */
  public List<String> videos() {
    Set<String> ids = new LinkedHashSet<>();
    if (oddNames()) {
      ids.addAll(OddNames.ALL.subList(0, Math.min(videoCount(), OddNames.ALL.size())));
    }
    KeyedRandom draw = KeyedRandom.from(0).with(handle()).with("video");
    for (int number = 0; ids.size() < videoCount(); number++) {
      String id = draw.with(number).text(11, ID_ALPHABET);
      ids.add(number % 9 == 4 ? "-" + id.substring(1) : id);
    }
    return List.copyOf(ids);
  }

  /**
   * Returns the ids of the channel's playlists, 34 characters each, without that of all uploads.
   */
  public List<String> playlists() {
    KeyedRandom draw = KeyedRandom.from(0).with(handle()).with("playlist");
    return IntStream.range(0, playlistCount())
        .mapToObj(number -> "PL" + draw.with(number).text(32, ID_ALPHABET))
        .toList();
  }

  private static String idOf(String handle) {
    KeyedRandom draw = KeyedRandom.from(0).with(handle).with("channel");
    String tail = draw.text(22, ID_ALPHABET);
    return switch ((int) draw.with("first").below(6)) {
      case 0 -> "UC-" + tail.substring(1);
      case 1 -> "UC_" + tail.substring(1);
      default -> "UC" + tail;
    };
  }

  /** Says how a channel differs from the usual one. */
  @AutoValue.Builder
  public abstract static class Builder {
    Builder() {}

    abstract Builder handle(String handle);

    abstract Builder id(String id);

    /** Sets what people call the channel. */
    public abstract Builder title(String title);

    /** Sets whether the channel has money metrics. */
    public abstract Builder monetised(boolean monetised);

    /** Sets the OAuth scopes that the owner granted, as full addresses. */
    public Builder scopes(String... scopes) {
      return scopes(Set.of(scopes));
    }

    abstract Builder scopes(Set<String> scopes);

    /** Sets the first Pacific day with data. */
    public abstract Builder startDay(LocalDate startDay);

    /** Sets the share of days without rows: 0 (none) to 1 (all). */
    public abstract Builder inactiveShare(double share);

    /** Sets how many of the newest days before today have no rows yet. */
    public abstract Builder lateDays(int days);

    /** Sets how many days more than that money is late. */
    public abstract Builder lateMoneyDays(int days);

    /** Sets how many videos the channel has. */
    public abstract Builder videoCount(int videos);

    /** Sets how many playlists the channel has, without the one of all its uploads. */
    public abstract Builder playlistCount(int playlists);

    /** Sets about how many views an active day has. */
    public abstract Builder dailyViews(int views);

    /** Sets whether some countries and videos have odd names. */
    public abstract Builder oddNames(boolean odd);

    /** Sets whether some days have more minutes than a double can hold exactly. */
    public abstract Builder hugeMinutes(boolean huge);

    /** Sets how many of the videos only their owner may see. */
    public abstract Builder privateVideoCount(int videos);

    /** Sets how many entries of deleted videos linger in the playlist of all uploads. */
    public abstract Builder deletedVideoCount(int videos);

    abstract SimulatedChannel unchecked();

    /** Returns the channel. */
    public SimulatedChannel build() {
      SimulatedChannel channel = unchecked();
      if (!(channel.inactiveShare() >= 0 && channel.inactiveShare() <= 1)) {
        throw new IllegalArgumentException(
            "inactiveShare must be in 0..1, but was " + channel.inactiveShare());
      }
      checkNotNegative("lateDays", channel.lateDays());
      checkNotNegative("lateMoneyDays", channel.lateMoneyDays());
      checkNotNegative("videoCount", channel.videoCount());
      checkNotNegative("playlistCount", channel.playlistCount());
      checkNotNegative("dailyViews", channel.dailyViews());
      checkNotNegative("privateVideoCount", channel.privateVideoCount());
      checkNotNegative("deletedVideoCount", channel.deletedVideoCount());
      if (channel.privateVideoCount() > channel.videoCount()) {
        throw new IllegalArgumentException(
            "privateVideoCount must not be more than videoCount, but was "
                + channel.privateVideoCount());
      }
      return channel;
    }

    private static void checkNotNegative(String name, int value) {
      if (value < 0) {
        throw new IllegalArgumentException(name + " must not be negative, but was " + value);
      }
    }
  }
}
