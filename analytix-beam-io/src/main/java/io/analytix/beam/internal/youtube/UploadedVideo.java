// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the list of a channel's uploads.
 *
 * @param video the video's id
 * @param publishedAt null for a placeholder: of a deleted video, or of one that the asker may not
 *     see
 * @param privacyStatus as received, such as {@code public}; empty if it was not told
 */
public record UploadedVideo(
    String video, String title, @Nullable Instant publishedAt, String privacyStatus) {

  private static final String PRIVATE = "private";

  /** Whether it tells what the video is like. */
  public boolean isVisible() {
    return publishedAt != null;
  }

  /**
   * Whether the video exists: figures can be asked of a private one that is not to be seen, too.
   */
  public boolean exists() {
    return isVisible() || privacyStatus.equals(PRIVATE);
  }

  /** Whether its id can be named in a filter. */
  public boolean canBeNamed() {
    return video.chars().noneMatch(c -> c == ',' || c == ';' || c == '=');
  }

  /** Its row of the table {@code videos}. */
  public List<@Nullable Object> cells() {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(video);
    cells.add(title);
    cells.add(publishedAt);
    cells.add(privacyStatus.isEmpty() ? null : privacyStatus);
    return cells;
  }
}
