// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Describes why a file cannot be used, in words: the JDK's messages often name the path only. */
public final class FileProblem {
  /** The problem of a file that does not exist. */
  public static final String NO_FILE = "no such file or folder";

  private static final Pattern IN_PARENTHESES = Pattern.compile("\\(([^()]+)\\)$");

  private FileProblem() {}

  /** Returns the problem without the path, such as {@code permission denied}. */
  public static String of(IOException failure) {
    if (failure instanceof FileNotFoundException) {
      // Also any other problem of opening a file, with the reason in parentheses.
      Matcher reason = IN_PARENTHESES.matcher(String.valueOf(failure.getMessage()));
      return reason.find() ? words(reason.group(1)) : NO_FILE;
    }
    if (!(failure instanceof FileSystemException ofFile)) {
      @Nullable String message = failure.getMessage();
      return words(message == null ? "I/O error" : message);
    }
    @Nullable String reason = ofFile.getReason();
    return reason == null ? ofType(ofFile) : words(reason);
  }

  private static String ofType(FileSystemException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return NO_FILE;
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file is in the way of a folder";
    }
    if (failure instanceof NotDirectoryException) {
      return "not a folder";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "a folder is in the way of a file";
    }
    return failure instanceof FileSystemLoopException
        ? "its links lead back to themselves"
        : "I/O error";
  }

  /** The operating system's reason, with what the user can do about it. */
  private static String words(String reason) {
    String plain = reason.strip().replaceAll("\\s+", " ");
    return switch (plain.toLowerCase(Locale.ROOT)) {
      case "no such file or directory" -> NO_FILE;
      case "too many open files" ->
          "too many open files: raise the limit, for example with 'ulimit -n 4096'";
      case "too many open files in system" -> "too many open files on this machine";
      case "file name too long" -> "the name is too long";
      case "not a directory" -> "a file is in the way of a folder";
      case "is a directory" -> "a folder is in the way of a file";
      case "no space left on device" -> "no space left on the disk";
      case "disk quota exceeded" -> "the disk quota is used up";
      case "file too large" -> "the file exceeds the size limit of this process (ulimit -f)";
      case "permission denied", "operation not permitted" -> "permission denied";
      case "read-only file system" -> "the file system is read-only";
      case "too many levels of symbolic links",
          "too many levels of symbolic links or unable to access attributes of symbolic link" ->
          "its links lead back to themselves";
      default -> plain;
    };
  }
}
