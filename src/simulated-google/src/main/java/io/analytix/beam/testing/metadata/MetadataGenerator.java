// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.metadata;

import io.analytix.beam.testing.PrivacyStatus;
import io.analytix.beam.testing.SimulatedChannel;
import io.analytix.beam.testing.world.KeyedRandom;
import io.analytix.beam.testing.world.PlaylistVideos;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Generates the initial metadata of channels, which depends only on the seed. */
final class MetadataGenerator {
  private static final String ID_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final String HEX = "0123456789ABCDEF";
  private static final Duration DAY = Duration.ofDays(1);

  private final long seed;
  private final List<SimulatedChannel> channels;
  private final Map<String, List<String>> videoIds = new ConcurrentHashMap<>();

  /** Creates a generator. Playlists contain videos of {@code channels}. */
  MetadataGenerator(long seed, List<SimulatedChannel> channels) {
    this.seed = seed;
    this.channels = channels;
  }

  ChannelProfile profile(SimulatedChannel channel) {
    KeyedRandom random = randomOf(channel);
    int digits = (int) random.with("digits").below(8);
    return ChannelProfile.builder()
        .id(channel.id())
        .handle(channel.handle())
        .publishedAt(
            channel
                .startDay()
                .atStartOfDay(ZoneOffset.UTC)
                .minusDays(3_650)
                .plusSeconds(random.with("second").below(86_400))
                .plusNanos(random.with("exact").happens(0.3) ? 203_840_000 : 0)
                .toInstant())
        .title(channel.title())
        .description(one(SampleTexts.DESCRIPTIONS, random.with("description")))
        .country(some(0.8, SampleTexts.COUNTRIES, random.with("country")))
        .defaultLanguage(some(0.3, SampleTexts.LANGUAGES, random.with("language")))
        .keywords(some(0.7, SampleTexts.KEYWORDS, random.with("keywords")))
        .subscribers(
            new Counter(
                random.with("start").below((long) Math.pow(10, digits)),
                random.with("perDay").below(200),
                channel.startDay()))
        .subscribersHidden(random.with("hidden").happens(0.1))
        .madeForKids(random.with("kids").happens(0.1))
        .longUploadsAllowed(random.with("long").happens(0.7))
        .topics(topics(random.with("topics")))
        .build();
  }

  List<Video> videos(SimulatedChannel channel) {
    return Upload.of(channel).stream().map(upload -> video(channel, upload)).toList();
  }

  private Video video(SimulatedChannel channel, Upload upload) {
    KeyedRandom random = randomOf(channel).with("video").with(upload.videoId());
    Video.Builder video =
        newVideo(channel, upload.videoId(), upload.publishedAt())
            .state(upload.state())
            .privacy(upload.privacy());
    if (random.with("stream").happens(0.08)) {
      Instant start = upload.publishedAt().plusSeconds(3_600);
      Broadcast live = Broadcast.scheduledFor(start).started(start.plusSeconds(random.below(120)));
      boolean runs = random.with("runs").happens(0.15);
      Duration length = duration(random.with("length"));
      video
          .broadcast(runs ? live : live.ended(start.plus(length).plusSeconds(130)))
          .duration(runs ? Duration.ZERO : length);
    }
    return video.build();
  }

  /** Returns a public video that is not a stream. */
  Video.Builder newVideo(SimulatedChannel channel, String videoId, Instant publishedAt) {
    KeyedRandom random = randomOf(channel).with("video").with(videoId);
    long views = random.with("views").below(2_000_000);
    long perDay = random.with("grows").happens(0.7) ? random.with("perDay").below(500) : 0;
    LocalDate since = publishedAt.atZone(ZoneOffset.UTC).toLocalDate();
    return Video.builder()
        .id(videoId)
        .publishedAt(publishedAt)
        .state(Video.State.EXISTS)
        .privacy(PrivacyStatus.PUBLIC)
        .publishAt(Optional.empty())
        .title(
            random.with("title").happens(0.2)
                ? one(SampleTexts.ODD_TITLES, random.with("odd"))
                : "Video " + videoId)
        .description(one(SampleTexts.DESCRIPTIONS, random.with("description")))
        .tags(one(SampleTexts.TAGS, random.with("tags")))
        .categoryId(one(SampleTexts.CATEGORIES, random.with("category")))
        .defaultLanguage(some(0.3, SampleTexts.LANGUAGES, random.with("language")))
        .defaultAudioLanguage(some(0.6, SampleTexts.LANGUAGES, random.with("audio")))
        .duration(duration(random.with("duration")))
        .highDefinition(random.with("definition").happens(0.9))
        .captioned(random.with("caption").happens(0.3))
        .licensedContent(random.with("licensed").happens(0.6))
        .creativeCommons(random.with("licence").happens(0.1))
        .embeddable(random.with("embeddable").happens(0.95))
        .publicStatsViewable(random.with("viewable").happens(0.9))
        .madeForKids(random.with("kids").happens(0.1))
        .ratingsHidden(random.with("ratings").happens(0.08))
        .commentsOff(random.with("comments").happens(0.08))
        .views(new Counter(views, perDay, since))
        .likes(new Counter(views / 30, perDay / 20, since))
        .comments(new Counter(views / 400, perDay / 100, since))
        .topics(topics(random.with("topics")))
        .broadcast(Optional.empty());
  }

  /** Shorts, ordinary videos, a few of more than an hour, and one in a hundred of days. */
  private static Duration duration(KeyedRandom random) {
    long kind = random.with("kind").below(100);
    KeyedRandom seconds = random.with("seconds");
    if (kind < 30) {
      return Duration.ofSeconds(5 + seconds.below(56));
    }
    if (kind < 90) {
      return Duration.ofSeconds(60 + seconds.below(2_400));
    }
    return kind == 99
        ? DAY.plusSeconds(seconds.below(86_400))
        : Duration.ofHours(1 + seconds.below(5)).plusSeconds(seconds.with(1).below(60));
  }

  List<Playlist> playlists(SimulatedChannel channel) {
    List<Playlist> playlists = new ArrayList<>();
    for (String id : channel.playlists()) {
      KeyedRandom random = randomOf(channel).with("playlist").with(id);
      Instant publishedAt =
          channel
              .startDay()
              .atStartOfDay(ZoneOffset.UTC)
              .minusDays(10 + random.with("age").below(300))
              .toInstant();
      playlists.add(
          newPlaylist(id, publishedAt)
              .title(
                  random.with("title").happens(0.4)
                      ? one(SampleTexts.ODD_TITLES, random.with("odd"))
                      : "Playlist " + (playlists.size() + 1))
              .description(one(SampleTexts.DESCRIPTIONS, random.with("description")))
              .defaultLanguage(some(0.2, SampleTexts.LANGUAGES, random.with("language")))
              .privacy(privacy(random.with("privacy")))
              .entries(entries(channel, id, publishedAt, random))
              .build());
    }
    return playlists;
  }

  /** Returns a public playlist without title and entries. */
  static Playlist.Builder newPlaylist(String id, Instant publishedAt) {
    return Playlist.builder()
        .id(id)
        .publishedAt(publishedAt)
        .description("")
        .defaultLanguage(Optional.empty())
        .privacy(PrivacyStatus.PUBLIC)
        .entries(List.of());
  }

  private static PrivacyStatus privacy(KeyedRandom random) {
    if (random.happens(0.2)) {
      return PrivacyStatus.PRIVATE;
    }
    return random.with("unlisted").happens(0.15) ? PrivacyStatus.UNLISTED : PrivacyStatus.PUBLIC;
  }

  /** Own videos, some of them twice, and some of other channels. */
  private List<PlaylistEntry> entries(
      SimulatedChannel channel, String playlist, Instant publishedAt, KeyedRandom random) {
    List<PlaylistEntry> entries = new ArrayList<>();
    for (String video : PlaylistVideos.of(channel, playlist)) {
      KeyedRandom ofVideo = random.with(video);
      entries.add(entry(channel, playlist, video, entries.size(), publishedAt));
      if (ofVideo.with("again").happens(0.1)) {
        entries.add(entry(channel, playlist, video, entries.size(), publishedAt));
      }
      if (ofVideo.with("foreign").happens(0.15)) {
        SimulatedChannel other = one(channels, ofVideo.with("channel"));
        List<String> videos = videoIds.computeIfAbsent(other.id(), any -> other.videos());
        if (!videos.isEmpty()) {
          entries.add(
              entry(
                  other,
                  playlist,
                  one(videos, ofVideo.with("other")),
                  entries.size(),
                  publishedAt));
        }
      }
    }
    return List.copyOf(entries);
  }

  private static PlaylistEntry entry(
      SimulatedChannel owner, String playlist, String video, int number, Instant publishedAt) {
    return new PlaylistEntry(
        entryId(playlist, Integer.toString(number)),
        video,
        owner.id(),
        publishedAt.plusSeconds(60L * number),
        number % 9 == 4 ? "Note " + number : null);
  }

  /** Returns an id that looks like Google's: the playlist's and 16 hexadecimal digits, encoded. */
  static String entryId(String playlist, String key) {
    return encoded(playlist + "." + KeyedRandom.from(0).with(playlist).with(key).text(16, HEX));
  }

  static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  String newVideoId(SimulatedChannel channel, int number) {
    return randomOf(channel).with("published").with(number).text(11, ID_ALPHABET);
  }

  String newPlaylistId(SimulatedChannel channel, int number) {
    return "PL" + randomOf(channel).with("made").with(number).text(32, ID_ALPHABET);
  }

  private static List<String> topics(KeyedRandom random) {
    return SampleTexts.TOPICS.stream().filter(topic -> random.with(topic).happens(0.25)).toList();
  }

  private static <T> Optional<T> some(double share, List<T> values, KeyedRandom random) {
    return random.with("present").happens(share)
        ? Optional.of(one(values, random))
        : Optional.empty();
  }

  private static <T> T one(List<T> values, KeyedRandom random) {
    return values.get((int) random.below(values.size()));
  }

  private KeyedRandom randomOf(SimulatedChannel channel) {
    return KeyedRandom.from(seed).with(channel.id()).with("metadata");
  }
}
