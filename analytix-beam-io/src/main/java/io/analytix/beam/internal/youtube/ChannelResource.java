// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.channel.PrintableText;

/**
 * The channel of an account, from {@code channels.list}.
 *
 * @param title the channel's title; empty if the response had none
 */
public record ChannelResource(String id, String title) {
  /** The id, with the title if the response had one. */
  public String label() {
    return title.isEmpty() ? id : id + " (" + PrintableText.of(title) + ")";
  }
}
