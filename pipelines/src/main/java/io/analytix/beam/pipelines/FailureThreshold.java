// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import java.io.Serializable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The share of failed requests above which the job fails: {@code --failOn}.
 *
 * @param text the value of the option
 * @param percent maximum share of failed requests, 0 to 100; 100 never fails the job
 */
public record FailureThreshold(String text, double percent) implements Serializable {
  /** The job succeeds even if all requests failed. */
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

  /** Whether {@code failed} of {@code all} requests exceed the threshold. */
  public boolean isExceeded(long failed, long all) {
    return failed > 0 && 100.0 * failed > percent * all;
  }

  /** Whether any number of failures can exceed it. */
  public boolean canBeExceeded() {
    return percent < 100;
  }

  /** The error message for an exceeded threshold. */
  public String refusal(long failed, long all) {
    return String.format(
        Locale.ROOT, "%,d of %,d requests failed, more than --failOn=%s allows", failed, all, text);
  }
}
