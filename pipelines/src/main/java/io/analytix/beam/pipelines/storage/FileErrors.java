// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import io.analytix.beam.internal.file.FileProblem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** Messages of I/O failures, in one line each. */
public final class FileErrors {
  private FileErrors() {}

  /** The message, without a line break and with the JDK's bare paths explained. */
  public static String of(Throwable failure) {
    if (failure instanceof FileSystemException file) {
      return oneLine(file.getFile() + ": " + FileProblem.of(file));
    }
    @Nullable String message =
        failure instanceof IOException io ? FileProblem.of(io) : failure.getMessage();
    return oneLine(message == null ? failure.getClass().getSimpleName() : message);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
  }
}
