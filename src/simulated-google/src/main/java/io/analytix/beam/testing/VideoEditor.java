// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.time.Duration;
import java.time.Instant;

/**
 * Changes a video. Each change applies to the next response of the Data API. Figures of reports
 * remain.
 */
public interface VideoEditor {
  /** Sets the time of publication, which determines the place among the uploads. */
  VideoEditor publishedAt(Instant time);

  /** Sets the title. */
  VideoEditor title(String title);

  /** Sets the description, which may be empty. */
  VideoEditor description(String description);

  /** Sets the tags, none for a video without the field. */
  VideoEditor tags(String... tags);

  /** Sets who can see the video. A scheduled publication ends. */
  VideoEditor privacy(PrivacyStatus status);

  /** Makes the video private until {@code time}. The simulation does not publish it then. */
  VideoEditor scheduled(Instant time);

  /** Sets the duration. */
  VideoEditor duration(Duration duration);

  /** Sets whether the video is made for kids. */
  VideoEditor madeForKids(boolean forKids);

  /** Makes the video an upcoming stream. Its duration is zero until the stream ends. */
  VideoEditor scheduleStream(Instant start);

  /** Makes the upcoming stream live. */
  VideoEditor startStream(Instant start);

  /** Ends the live stream, which becomes a video of this duration. */
  VideoEditor endStream(Instant end, Duration duration);

  /** Sets the number of views, which no longer grows. */
  VideoEditor views(long views);

  /** Sets the number of likes, which no longer grows. */
  VideoEditor likes(long likes);

  /** Sets the number of comments, which no longer grows. */
  VideoEditor comments(long comments);

  /** Adds this many views per day from today on. */
  VideoEditor growingBy(long viewsPerDay);

  /** Sets whether the number of likes is hidden. */
  VideoEditor ratingsHidden(boolean hidden);

  /** Sets whether comments are turned off. */
  VideoEditor commentsOff(boolean off);

  /** Deletes the video. Playlists keep a placeholder, the playlist of all uploads has none. */
  VideoEditor delete();

  /** Deletes the video. The playlist of all uploads has a placeholder, too. */
  VideoEditor deleteLeavingEntry();

  /** Restores a deleted video. */
  VideoEditor restore();
}
