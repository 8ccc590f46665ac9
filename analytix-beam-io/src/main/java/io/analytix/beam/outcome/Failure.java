// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Why something could not be had, in the words of an {@link Outcome}.
 *
 * @param message what happened, in one line and without secrets
 * @param remedy what a person can do about it
 * @param httpStatus of the answer, null if there was none
 * @param reason Google's reason code, null if there was none
 */
public record Failure(
    Cause cause,
    String message,
    String remedy,
    @Nullable Integer httpStatus,
    @Nullable String reason)
    implements Serializable {

  private static final int LONGEST = 500;

  public Failure {
    message = oneLine(message);
  }

  /** A failure without an answer, with its cause's own remedy. */
  public static Failure of(Cause cause, String message) {
    return new Failure(cause, message, cause.remedy(), null, null);
  }

  /** A failure that an answer of this status and reason told of. */
  public static Failure answered(
      Cause cause, String message, int httpStatus, @Nullable String reason) {
    return new Failure(cause, message, cause.remedy(), httpStatus, reason);
  }

  /** This failure, understood better. */
  public Failure with(Cause better, String betterMessage, String betterRemedy) {
    return new Failure(better, betterMessage, betterRemedy, httpStatus, reason);
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    if (line.length() <= LONGEST) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return line.substring(0, end) + "…";
  }
}
