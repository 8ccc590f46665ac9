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
 * The fixed properties of a channel in a {@link World}. Its id and its videos derive from its
 * handle: two channels with the same handle are the same channel.
 */
@AutoValue
public abstract class SimulatedChannel {
  /** Grants reports without monetary metrics. */
  public static final String ANALYTICS_SCOPE =
      "https://www.googleapis.com/auth/yt-analytics.readonly";

  /** Grants reports with monetary metrics. */
  public static final String MONETARY_SCOPE =
      "https://www.googleapis.com/auth/yt-analytics-monetary.readonly";

  /** Grants channels.list. */
  public static final String YOUTUBE_SCOPE = "https://www.googleapis.com/auth/youtube.readonly";

  /** Grants management of the channel, including its groups. */
  public static final String MANAGE_SCOPE = "https://www.googleapis.com/auth/youtube";

  /** Grants management of a content owner's assets, including its groups. */
  public static final String PARTNER_SCOPE = "https://www.googleapis.com/auth/youtubepartner";

  private static final String ID_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  SimulatedChannel() {}

  /** {@code UC} and 22 characters of {@code [A-Za-z0-9_-]}. */
  public abstract String id();

  /** The name of the channel's token record, for example {@code alpine-baker}. */
  public abstract String handle();

  /** The public title. */
  public abstract String title();

  /** Whether the channel is in the YouTube Partner Program and so has monetary metrics. */
  public abstract boolean monetised();

  /** The OAuth scopes that the owner granted, as full URLs. */
  @SuppressWarnings("AutoValueImmutableFields") // Set.of is immutable, and Guava no dependency.
  public abstract Set<String> scopes();

  /** The first Pacific day with data. */
  public abstract LocalDate startDay();

  /** The share of days (0 to 1) without activity, and so without rows. */
  public abstract double inactiveShare();

  /** The number of newest days before today that have no rows yet. */
  public abstract int lateDays();

  /**
   * The number of days by which monetary metrics are later than others. A report with monetary
   * metrics ends with them.
   */
  public abstract int lateMoneyDays();

  /** The number of videos. More than 200 do not fit into a report of top videos. */
  public abstract int videoCount();

  /** The number of playlists, without the playlist of all uploads. */
  public abstract int playlistCount();

  /** The approximate number of views on an active day. */
  public abstract int dailyViews();

  /** Whether some countries and videos have unusual names: quotes, control characters, emoji. */
  public abstract boolean oddNames();

  /** Whether some days have 9007199254740993 minutes, a number that no double represents. */
  public abstract boolean hugeMinutes();

  /** The number of private videos. */
  public abstract int privateVideoCount();

  /** The number of deleted videos that still have an entry in the playlist of all uploads. */
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

  /** Returns the id of the playlist of all uploads. */
  public String uploads() {
    return "UU" + id().substring(2);
  }

  /** Returns the ids of all videos, 11 characters each, some with a leading dash. */
  public List<String> videos() {
    Set<String> ids = new LinkedHashSet<>();
    if (oddNames()) {
      ids.addAll(OddNames.ALL.subList(0, Math.min(videoCount(), OddNames.ALL.size())));
    }
    KeyedRandom random = KeyedRandom.from(0).with(handle()).with("video");
    for (int number = 0; ids.size() < videoCount(); number++) {
      String id = random.with(number).text(11, ID_ALPHABET);
      ids.add(number % 9 == 4 ? "-" + id.substring(1) : id);
    }
    return List.copyOf(ids);
  }

  /** Returns the ids of the playlists, 34 characters each, without the playlist of all uploads. */
  public List<String> playlists() {
    KeyedRandom random = KeyedRandom.from(0).with(handle()).with("playlist");
    return IntStream.range(0, playlistCount())
        .mapToObj(number -> "PL" + random.with(number).text(32, ID_ALPHABET))
        .toList();
  }

  private static String idOf(String handle) {
    KeyedRandom random = KeyedRandom.from(0).with(handle).with("channel");
    String tail = random.text(22, ID_ALPHABET);
    return switch ((int) random.with("first").below(6)) {
      case 0 -> "UC-" + tail.substring(1);
      case 1 -> "UC_" + tail.substring(1);
      default -> "UC" + tail;
    };
  }

  /** Builds a channel. */
  @AutoValue.Builder
  public abstract static class Builder {
    Builder() {}

    abstract Builder handle(String handle);

    abstract Builder id(String id);

    /** Sets the public title. */
    public abstract Builder title(String title);

    /** Sets whether the channel has monetary metrics. */
    public abstract Builder monetised(boolean monetised);

    /** Sets the OAuth scopes that the owner granted, as full URLs. */
    public Builder scopes(String... scopes) {
      return scopes(Set.of(scopes));
    }

    abstract Builder scopes(Set<String> scopes);

    /** Sets the first Pacific day with data. */
    public abstract Builder startDay(LocalDate startDay);

    /** Sets the share of days without rows: 0 (none) to 1 (all). */
    public abstract Builder inactiveShare(double share);

    /** Sets the number of newest days before today that have no rows yet. */
    public abstract Builder lateDays(int days);

    /** Sets the number of days by which monetary metrics are later than others. */
    public abstract Builder lateMoneyDays(int days);

    /** Sets the number of videos. */
    public abstract Builder videoCount(int videos);

    /** Sets the number of playlists, without the playlist of all uploads. */
    public abstract Builder playlistCount(int playlists);

    /** Sets the approximate number of views on an active day. */
    public abstract Builder dailyViews(int views);

    /** Sets whether some countries and videos have unusual names. */
    public abstract Builder oddNames(boolean odd);

    /** Sets whether some days have more minutes than a double represents exactly. */
    public abstract Builder hugeMinutes(boolean huge);

    /** Sets the number of private videos. */
    public abstract Builder privateVideoCount(int videos);

    /**
     * Sets the number of deleted videos that still have an entry in the playlist of all uploads.
     */
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
