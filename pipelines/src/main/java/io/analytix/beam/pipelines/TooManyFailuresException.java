// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

/**
 * More requests failed than {@code --failOn} allows. All fetched data is stored; the outcomes
 * contain each failure with its remedy.
 */
public final class TooManyFailuresException extends RuntimeException {
  TooManyFailuresException(String line) {
    super(line);
  }
}
