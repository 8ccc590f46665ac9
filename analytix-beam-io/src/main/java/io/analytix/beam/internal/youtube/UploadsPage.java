// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a channel's uploads, newest first.
 *
 * @param next the token that requests the next page, null on the last page
 */
public record UploadsPage(List<UploadedVideo> uploads, @Nullable String next) {
  public UploadsPage {
    uploads = List.copyOf(uploads);
  }
}
