// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of the YouTube Reporting API.
 *
 * @param next the token that requests the next page, null on the last page
 */
public record ReportingPage<T>(List<T> items, @Nullable String next) {
  public ReportingPage {
    items = List.copyOf(items);
  }
}
