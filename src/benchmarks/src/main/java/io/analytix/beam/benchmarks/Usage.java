// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process used. Needs Linux for the memory.
 *
 * @param wallSeconds from its start to its end
 * @param processorSeconds of all its threads, to about 20 ms
 * @param peakMiB the maximum of its resident memory
 */
record Usage(double wallSeconds, double processorSeconds, long peakMiB) {
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");

  /** Waits until a process ends. */
  static Usage of(Process process) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    Duration used = Duration.ZERO;
    long peak = 0;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      used = process.info().totalCpuDuration().orElse(used);
      peak = Math.max(peak, peak(status));
    }
    return new Usage((System.nanoTime() - begun) / 1e9, used.toNanos() / 1e9, peak >> 10);
  }

  private static long peak(Path status) {
    try {
      Matcher line = PEAK.matcher(Files.readString(status));
      return line.find() ? Long.parseLong(line.group(1)) : 0;
    } catch (IOException e) {
      return 0; // The process has just ended.
    }
  }

  @Override
  public String toString() {
    return "%.1f s, %.1f s of processor time, %,d MiB"
        .formatted(wallSeconds, processorSeconds, peakMiB);
  }
}
