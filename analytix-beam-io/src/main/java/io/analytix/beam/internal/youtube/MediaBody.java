// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * The content of a file as it arrives.
 *
 * @param stream its bytes as they are sent, which may be compressed; fails if they stop to arrive.
 *     To be closed
 * @param length the number of bytes that the server announced, empty if it did not
 */
public record MediaBody(InputStream stream, OptionalLong length) implements AutoCloseable {
  /** Stops the response. */
  @Override
  public void close() throws IOException {
    stream.close();
  }
}
