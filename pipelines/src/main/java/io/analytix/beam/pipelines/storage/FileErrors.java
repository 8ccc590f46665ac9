// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Messages of I/O failures, in one line each. */
public final class FileErrors {
  private FileErrors() {}

  /** The message, without a line break. */
  public static String of(Throwable failure) {
    String message = failure instanceof FileSystemException file ? of(file) : failure.getMessage();
    return oneLine(message == null ? failure.getClass().getSimpleName() : message);
  }

  /** The JDK's messages of these contain the path only. */
  private static @Nullable String of(FileSystemException failure) {
    String reason = failure.getReason();
    if (reason == null) {
      reason = "I/O error (" + failure.getClass().getSimpleName() + ")";
      if (failure instanceof AccessDeniedException) {
        reason = "permission denied";
      } else if (failure instanceof FileAlreadyExistsException) {
        reason = "a file is in the way of a folder";
      } else if (failure instanceof NoSuchFileException) {
        reason = "no such file";
      }
    }
    return failure.getFile() + ": " + reason;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
  }
}
