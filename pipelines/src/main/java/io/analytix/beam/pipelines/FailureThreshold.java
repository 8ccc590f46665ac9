// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many failed requests a job may have before it fails itself: {@code --failOn}.
 *
 * @param text as it was said
 * @param percent more than this share of failed requests is too many, 0 to 100; 100 is never
 */
public record FailureThreshold(String text, double percent) implements Serializable {
  /** The job succeeds whatever happened to its requests. */
  public static final FailureThreshold NONE = new FailureThreshold("none", 100);

  private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)%?");

  /**
   * Reads {@code none}, {@code any}, or a percentage such as {@code 10} or {@code 2.5%}.
   *
   * @throws UsageException if it is none of these
   */
  public static FailureThreshold parse(String text) {
    String value = text.strip().toLowerCase(Locale.ROOT);
    if (value.equals("none")) {
      return NONE;
    }
    if (value.equals("any")) {
      return new FailureThreshold(value, 0);
    }
    Matcher percentage = PERCENTAGE.matcher(value);
    if (percentage.matches() && Double.parseDouble(percentage.group(1)) <= 100) {
      return new FailureThreshold(value, Double.parseDouble(percentage.group(1)));
    }
    throw new UsageException(
        "--failOn is '" + text + "', but must be none, any, or a percentage of failed requests");
  }

  /** Whether so many failed requests of all are too many. */
  public boolean isExceeded(long failed, long all) {
    return failed > 0 && 100.0 * failed > percent * all;
  }

  /** Whether there is a number of failures that exceeds it. */
  public boolean canBeExceeded() {
    return percent < 100;
  }

  /** One line for when it is exceeded. */
  public String refusal(long failed, long all) {
    return String.format(
        Locale.ROOT, "%,d of %,d requests failed, more than --failOn=%s allows", failed, all, text);
  }
}
