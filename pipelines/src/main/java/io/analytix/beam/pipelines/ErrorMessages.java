// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.channel.GoogleCredentialsFailure;
import io.analytix.beam.pipelines.storage.FileErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.util.UserCodeException;
import org.jspecify.annotations.Nullable;

/** Turns the failure of a run into one line. */
public final class ErrorMessages {
  private static final String PROJECT_PACKAGE = "io.analytix.beam.";

  private ErrorMessages() {}

  /** The message of the most specific cause, without the exceptions that runners wrap around it. */
  public static String of(Throwable broken) {
    Optional<String> rejected = GoogleCredentialsFailure.line(broken);
    if (rejected.isPresent()) {
      return rejected.get();
    }
    Throwable cause = cause(broken);
    if (cause instanceof OutOfMemoryError) {
      return "not enough memory: raise it, for example with JAVA_TOOL_OPTIONS=-Xmx4g";
    }
    @Nullable String message =
        cause instanceof IOException ? FileErrors.of(cause) : cause.getMessage();
    return message == null || message.isBlank()
        ? "unexpected " + cause.getClass().getSimpleName() + ": run again with --verbose"
        : message.lines().findFirst().orElse("").strip();
  }

  /**
   * The first exception of this project if there is one, because its message is written for users.
   */
  private static Throwable cause(Throwable broken) {
    for (Throwable each = broken; each != null; each = each.getCause()) {
      if (each.getClass().getName().startsWith(PROJECT_PACKAGE)) {
        return each;
      }
    }
    Throwable cause = broken;
    while (wraps(cause) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean wraps(Throwable error) {
    return error instanceof PipelineExecutionException
        || error instanceof UserCodeException
        || error instanceof UncheckedIOException
        || error.getClass() == RuntimeException.class;
  }
}
