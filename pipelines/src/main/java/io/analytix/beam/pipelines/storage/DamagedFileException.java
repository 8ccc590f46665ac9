// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One file of an output cannot be used until it is set aside or repaired: it is not what it was
 * written as, or this process may not read it. A retry does not help.
 */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param problem the problem in words, without the file's name
   */
  public DamagedFileException(String problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
