// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads token records and OAuth clients: only regular files, or links to them, of up to {@link
 * #MAX_BYTES}. To open a pipe would wait for a writer, and a device may never end.
 */
public final class SmallFile {
  /** 1 MiB; a token record has about 1 KiB. */
  public static final int MAX_BYTES = 1 << 20;

  private SmallFile() {}

  /**
   * Reads a file.
   *
   * @throws FileSystemException if it does not exist, is not a regular file, is too large, or may
   *     not be read
   */
  public static byte[] read(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw refusal(
          file,
          attributes.isDirectory() ? "it is a folder" : "it is a pipe or a device, not a file");
    }
    if (attributes.size() > MAX_BYTES) {
      throw refusal(file, tooLarge());
    }
    try (InputStream content = Files.newInputStream(file)) {
      return read(content);
    }
  }

  /**
   * Reads a stream.
   *
   * @throws IOException if it is too large
   */
  public static byte[] read(InputStream content) throws IOException {
    byte[] bytes = content.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new IOException(tooLarge());
    }
    return bytes;
  }

  private static FileSystemException refusal(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }

  private static String tooLarge() {
    return "it is larger than " + (MAX_BYTES >> 20) + " MiB";
  }
}
