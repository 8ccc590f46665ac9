// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Text that must not be printed, logged or shuffled. Not {@code Serializable}, on purpose: no
 * object that holds a secret can become an element of a pipeline or part of its graph.
 */
public final class Secret {
  private static final int MIN_HIDDEN = 6;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** Wraps {@code text}. */
  public static Secret of(String text) {
    return new Secret(text);
  }

  /** Returns the text itself; call it only where the text is sent to Google or to the store. */
  public String reveal() {
    return text;
  }

  /**
   * Returns the text with each occurrence of this secret replaced by {@code [hidden]}, in every
   * spelling that a server may repeat it in: as it is, URL-encoded, or escaped for JSON or HTML. A
   * secret of fewer than 6 characters is not searched for: no real one is that short.
   */
  public String hideIn(String message) {
    return text.length() < MIN_HIDDEN
        ? message
        : SecretSpellings.of(text).matcher(message).replaceAll("[hidden]");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
