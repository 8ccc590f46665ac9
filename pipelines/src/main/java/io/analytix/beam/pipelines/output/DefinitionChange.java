// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.output;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may become of a report's definition under its name: metrics may be added, no more. */
public final class DefinitionChange {
  private static final Pattern METRICS = Pattern.compile("(.*?)&metrics=([^&]*)(.*)");

  private DefinitionChange() {}

  /** What forbids to go on with rows of another definition, by fingerprints; empty if nothing. */
  public static Optional<String> refusal(String was, String is) {
    return was.equals(is) || onlyMetricsAdded(was, is)
        ? Optional.empty()
        : Optional.of("its query was '" + was + "' and is '" + is + "' now");
  }

  private static boolean onlyMetricsAdded(String was, String is) {
    Matcher before = METRICS.matcher(was);
    Matcher after = METRICS.matcher(is);
    return before.matches()
        && after.matches()
        && before.group(1).equals(after.group(1))
        && before.group(3).equals(after.group(3))
        && Set.of(after.group(2).split(",")).containsAll(Arrays.asList(before.group(2).split(",")));
  }
}
