// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

/** An answer that is not what the API promises; says which promise. */
final class BadAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  BadAnswer(String message) {
    super(message);
  }
}
