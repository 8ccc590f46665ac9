// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * The owner of a lock: a run, and the job or process that it is a part of.
 *
 * @param token of the run, never used twice
 * @param job the job on Dataflow, or the process on its machine; a valid label
 */
public record LockOwner(String token, String job) implements Serializable {
  private static final String DATAFLOW = "dataflow_";
  private static final String PROCESS = "process_";
  private static final int MAX_LABEL_LENGTH = 63;

  /**
   * The owner of a run.
   *
   * @param onDataflow whether the run is a job on Dataflow, not a part of this process
   * @param options of the job
   */
  public static LockOwner of(String token, boolean onDataflow, PipelineOptions options) {
    return new LockOwner(
        token,
        onDataflow
            ? dataflow(options.as(GcpOptions.class).getProject(), options.getJobName())
            : process());
  }

  /** Whether both are of one run. */
  boolean isSameRun(LockOwner other) {
    return token.equals(other.token);
  }

  /**
   * A job of Dataflow, where two running jobs of a project never have the same name. The hash of
   * the project distinguishes jobs of other projects, whose state is unknown.
   */
  static String dataflow(@Nullable String project, String jobName) {
    String label =
        prefix(project) + jobName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "_");
    return label.length() <= MAX_LABEL_LENGTH
        ? label
        : label.substring(0, 50) + "_" + hash(jobName);
  }

  private static String prefix(@Nullable String project) {
    return DATAFLOW + hash(String.valueOf(project)) + "_";
  }

  /** Whether it is a job of Dataflow in this project. */
  boolean onDataflowOf(@Nullable String project) {
    return job.startsWith(prefix(project));
  }

  /** This process: its machine, number and start, which distinguishes it from later ones. */
  public static String process() {
    ProcessHandle process = ProcessHandle.current();
    return PROCESS + machine() + "_" + process.pid() + "_" + start(process);
  }

  /** Whether it is a job of Dataflow. */
  boolean onDataflow() {
    return job.startsWith(DATAFLOW);
  }

  /**
   * Whether it is a process of this machine that has ended. A process of another machine counts as
   * running.
   */
  boolean hasEndedHere() {
    String[] parts = job.split("_");
    if (!job.startsWith(PROCESS) || parts.length != 4 || !parts[1].equals(machine())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[2]));
    return process.isEmpty() || start(process.get()) != Long.parseLong(parts[3]);
  }

  @Override
  public String toString() {
    return token
        + ", "
        + (onDataflow() ? "Dataflow job " + job.replaceFirst(DATAFLOW + "[0-9a-f]+_", "") : job);
  }

  private static long start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
  }

  /** Identifies the machine, and a container on it with processes of its own. */
  private static String machine() {
    return hash(read("/etc/machine-id") + hostName() + link("/proc/self/ns/pid"));
  }

  private static String hash(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString().substring(0, 12);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "";
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      return "";
    }
  }

  private static String link(String file) {
    try {
      return Files.readSymbolicLink(Path.of(file)).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
