// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.List;

/**
 * A YouTube partner that manages several channels with one consent.
 *
 * @param name the id of the content owner, as in {@code ids=contentOwner==NAME}
 * @param channelIds the linked channels, in the order of the builder's arguments
 */
public record ContentOwner(String name, List<String> channelIds) {
  /** Checks the name and copies the list. */
  public ContentOwner {
    if (!name.matches("[a-zA-Z0-9_+-]+")) {
      throw new IllegalArgumentException(
          "a content owner's name has the characters [a-zA-Z0-9_+-] only, but was " + name);
    }
    channelIds = List.copyOf(channelIds);
  }
}
