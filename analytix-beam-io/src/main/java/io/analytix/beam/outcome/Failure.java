// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.outcome;

import java.io.Serializable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why an operation failed, in the terms of an {@link Outcome}.
 *
 * @param message what happened, in one line and without secrets
 * @param remedy what the user can do
 * @param httpStatus of the response, null if there was none
 * @param reason Google's reason code, null if there was none
 */
public record Failure(
    Cause cause,
    String message,
    String remedy,
    @Nullable Integer httpStatus,
    @Nullable String reason)
    implements Serializable {

  private static final int MAX_LENGTH = 500;

  /** Line breaks, cursor movements and changes of text direction. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");

  /**
   * Google's access tokens, refresh tokens, authorization codes and client secrets by their
   * prefixes, and JSON Web Tokens; as they are, URL-encoded, or escaped for JSON.
   */
  private static final Pattern TOKEN =
      Pattern.compile(
          ("(?:ya29(?:\\.|%2[eE])|1SLASH{2}|4SLASH0[A-Za-z0-9_-]{20}|GOCSPX-"
                  + "|eyJ[A-Za-z0-9_-]{8,}\\.)[A-Za-z0-9._~+/=%\\\\-]{8,}")
              .replace("SLASH", "(?:\\\\*/|\\\\+u002[fF]|%(?:25)*2[fF])"));

  public Failure {
    message = oneLine(message);
    reason = reason == null ? null : oneLine(reason);
  }

  /** A failure without a response, with its cause's remedy. */
  public static Failure of(Cause cause, String message) {
    return new Failure(cause, message, cause.remedy(), null, null);
  }

  /** A failure by a response of this status and reason, with its cause's remedy. */
  public static Failure ofResponse(
      Cause cause, String message, int httpStatus, @Nullable String reason) {
    return new Failure(cause, message, cause.remedy(), httpStatus, reason);
  }

  /** This failure with a more precise cause. */
  public Failure with(Cause preciseCause, String preciseMessage, String preciseRemedy) {
    return new Failure(preciseCause, preciseMessage, preciseRemedy, httpStatus, reason);
  }

  private static String oneLine(String text) {
    String plain = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    String line = TOKEN.matcher(plain).replaceAll("[hidden]");
    if (line.length() <= MAX_LENGTH) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    return line.substring(0, end) + "…";
  }
}
