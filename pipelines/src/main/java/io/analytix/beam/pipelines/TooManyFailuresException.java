// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

/**
 * More requests failed than {@code --failOn} allows. All that was fetched is stored; the outcomes
 * say what failed and what to do.
 */
public final class TooManyFailuresException extends RuntimeException {
  TooManyFailuresException(String line) {
    super(line);
  }
}
