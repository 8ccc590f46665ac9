// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.util.regex.Pattern;

/** The form of YouTube's channel ids: {@code UC} and 22 letters, digits, hyphens or underscores. */
public final class ChannelId {
  private static final Pattern FORM = Pattern.compile("UC[A-Za-z0-9_-]{22}");

  private ChannelId() {}

  /** Whether {@code text} has the form of a channel id. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }
}
