// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.plan.DateRange;
import io.analytix.beam.plan.RunDates;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An item of a channel's playlist of uploads.
 *
 * @param video the video's id
 * @param publishedAt null for the placeholder of a deleted video, or of a video that the account
 *     may not see
 * @param privacyStatus as received, such as {@code public}; empty if the response had none
 */
public record UploadedVideo(
    String video, String title, @Nullable Instant publishedAt, String privacyStatus) {

  private static final String PRIVATE = "private";
  private static final String UNLISTED = "unlisted";

  /** Whether the item has the video's properties, not those of a placeholder. */
  public boolean isVisible() {
    return publishedAt != null;
  }

  /**
   * Whether the video exists: figures of a private video can be requested even if the account may
   * not see it.
   */
  public boolean exists() {
    return isVisible() || privacyStatus.equals(PRIVATE);
  }

  /** Whether everybody may find the video. */
  public boolean isPublic() {
    return isVisible() && !privacyStatus.equals(PRIVATE) && !privacyStatus.equals(UNLISTED);
  }

  /** Whether {@code videos.list} says what it is: its ids are separated by commas. */
  public boolean isDescribed() {
    return isVisible() && !video.contains(",");
  }

  /** Whether it was published on one of these Pacific days. */
  public boolean isPublishedIn(DateRange days) {
    return publishedAt != null && days.contains(LocalDate.ofInstant(publishedAt, RunDates.PACIFIC));
  }

  /** Whether a filter can contain its id. */
  public boolean canBeNamed() {
    return canBeNamed(video);
  }

  /** Whether a filter can contain this id. */
  public static boolean canBeNamed(String id) {
    return id.chars().noneMatch(c -> c == ',' || c == ';' || c == '=');
  }
}
