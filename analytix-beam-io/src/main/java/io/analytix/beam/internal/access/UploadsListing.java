// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.access;

import io.analytix.beam.internal.youtube.ChannelResource;
import io.analytix.beam.internal.youtube.UploadedVideo;
import io.analytix.beam.internal.youtube.UploadsClient.UploadsList;
import io.analytix.beam.internal.youtube.UploadsPage;
import io.analytix.beam.outcome.Cause;
import io.analytix.beam.outcome.Failure;
import io.analytix.beam.plan.DateRange;
import io.analytix.beam.report.IdChoice;
import io.analytix.beam.youtube.ApiException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The uploads of a channel, as far as they were read. */
public final class UploadsListing {
  /** A page of uploads, and a list of what videos are, have as many for a unit. */
  public static final int VIDEOS_PER_UNIT = 50;

  /** The reason code that some accounts without uploads are answered with. */
  private static final String NO_PLAYLIST = "playlistNotFound";

  /** The API ends each list after this many entries, however many videos there are. */
  private static final int MAX_ENTRIES = 20_000;

  /** The number of public videos lags behind; a shorter list misses more than this if it is cut. */
  private static final int MAX_LAG = 50;

  private final Map<String, UploadedVideo> uploads = new LinkedHashMap<>();
  private @Nullable UploadsList list;
  private @Nullable String next;
  private int pages;
  private int calls;
  private int entries;
  private boolean whole;

  /** Where the uploads are listed, null while that is not known. */
  @Nullable
  public UploadsList list() {
    return list;
  }

  /** The token of the next page, null for the first. */
  @Nullable
  public String next() {
    return next;
  }

  /** How many pages have been read. */
  public int pages() {
    return pages;
  }

  /** Whether all pages have been read. */
  public boolean isWhole() {
    return whole;
  }

  public void found(UploadsList where) {
    list = where;
  }

  /** Adds the next page. If something is uploaded meanwhile, entries move, and some come twice. */
  public void add(UploadsPage page) {
    page.uploads().forEach(upload -> uploads.putIfAbsent(upload.video(), upload));
    pages++;
    entries += page.uploads().size();
    next = page.next();
    whole = next == null;
  }

  /** A call is made for it. */
  public void called() {
    calls++;
  }

  /** Takes the number of calls since this was asked last: each counts for one request. */
  public int takeCalls() {
    int since = calls;
    calls = 0;
    return since;
  }

  /** There is no list, so no uploads. */
  public void end() {
    whole = true;
  }

  /** How many entries were read. */
  public int size() {
    return uploads.size();
  }

  /** The entries, oldest first, so that new ones change as few requests as possible. */
  public List<UploadedVideo> uploads() {
    List<UploadedVideo> all = new ArrayList<>(uploads.values());
    Collections.reverse(all);
    return all;
  }

  /**
   * Why the list does not have all videos, in one line; null if it has, as far as the API says. The
   * API cuts the list of a channel with more than 20,000 uploads, without an error.
   */
  public @Nullable String gap() {
    Integer all = list == null ? null : list.publicVideos();
    boolean full = entries >= MAX_ENTRIES;
    if (all == null ? !full : all - publicEntries() <= (full ? 0 : MAX_LAG)) {
      return null;
    }
    String counts = String.format(Locale.ROOT, "the API lists %,d uploads", entries);
    return all == null
        ? counts + ", its maximum: older videos may be missing"
        : counts
            + String.format(
                Locale.ROOT,
                ", but the channel has %,d public videos: older videos are not listed",
                all);
  }

  private int publicEntries() {
    return (int) uploads.values().stream().filter(UploadedVideo::isPublic).count();
  }

  /** How many calls of the Data API say what the listed videos are. */
  public int describingCalls() {
    int described = (int) uploads.values().stream().filter(UploadedVideo::isDescribed).count();
    return (described + VIDEOS_PER_UNIT - 1) / VIDEOS_PER_UNIT;
  }

  /** The videos that can be requested. */
  public List<String> videos() {
    return uploads().stream()
        .filter(upload -> upload.exists() && upload.canBeNamed())
        .map(UploadedVideo::video)
        .toList();
  }

  /** Those of {@link #videos} that are chosen, in a run whose last day is {@code last}. */
  public List<String> videos(IdChoice each, LocalDate last) {
    if (each.kind() == IdChoice.Kind.LISTED) {
      return videos().stream().filter(each.ids()::contains).toList();
    }
    LocalDate first = last.minusDays(each.count() - 1L);
    return uploads().stream()
        .filter(upload -> upload.exists() && upload.canBeNamed())
        .filter(upload -> upload.isPublishedIn(new DateRange(first, last)))
        .map(UploadedVideo::video)
        .toList();
  }

  /** The failure if the uploads found are those of another channel than the tokens', or none. */
  public static Failure foreign(AuthorizedChannel channel, Optional<UploadsList> found) {
    return ChannelAuthorizer.mismatch(
        channel, found.map(own -> new ChannelResource(own.channelId(), "")));
  }

  /** Whether the refusal only means that nothing was ever uploaded. */
  public static boolean isNoPlaylist(ApiException failed) {
    return NO_PLAYLIST.equals(failed.failure().reason());
  }

  /**
   * The failure of reports that need a list of the Data API, this one or another; the channel's
   * other reports are not affected.
   */
  public static Failure failure(Failure failure) {
    @Nullable String remedy =
        switch (failure.cause()) {
          case SCOPE_MISSING ->
              "Let the channel's owner consent with the scope youtube.readonly, too: it allows to"
                  + " list the channel's videos and playlists.";
          case QUOTA_DAY ->
              "Run again with --resume after midnight Pacific time, or raise --dataApiUnitsPerDay"
                  + " if the project's quota of the YouTube Data API is larger.";
          case API_DISABLED ->
              "Enable the YouTube Data API v3 in the OAuth client's Google Cloud project, wait a"
                  + " few minutes, run again.";
          default -> failure.remedy();
        };
    return failure.with(
        failure.cause(),
        (failure.cause() == Cause.SCOPE_MISSING
                ? "the consent lacks the scope youtube.readonly: "
                : "the YouTube Data API returns no list: ")
            + failure.message(),
        remedy);
  }
}
