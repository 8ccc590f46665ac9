// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.fetch;

/** Something in an answer that {@link PlainRows} leaves to Jackson: it may be right, or not. */
final class NotPlain extends Exception {
  private static final long serialVersionUID = 1;

  /** Nobody is told where, so that none of a thousand costs more than an object. */
  NotPlain() {
    super(null, null, false, false);
  }
}
