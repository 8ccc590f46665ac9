// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log of a JVM's garbage collections. */
record HeapLog(Path file) {
  private static final Pattern AFTER = Pattern.compile("->([0-9]+)M\\(");

  /** The JVM option that writes the log. */
  String option() {
    return "-Xlog:gc:file=" + file + "::filecount=0";
  }

  /** Returns the maximum heap in MiB after a collection; 0 if there was none. */
  long peakMiB() throws IOException {
    Matcher after = AFTER.matcher(Files.readString(file));
    long peak = 0;
    while (after.find()) {
      peak = Math.max(peak, Long.parseLong(after.group(1)));
    }
    return peak;
  }
}
