// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.bulk;

import java.io.IOException;

/** A file has rows of another channel than the one whose tokens fetched it. */
final class WrongChannelException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String channelId;

  WrongChannelException(String channelId) {
    super(channelId);
    this.channelId = channelId;
  }

  /** The channel in the file. */
  String channelId() {
    return channelId;
  }
}
