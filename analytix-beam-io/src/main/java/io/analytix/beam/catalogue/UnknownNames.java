// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/** How a name or value is taken that the catalogue has not heard of. */
public enum UnknownNames {
  /** An unknown name or value is a violation. */
  STRICT,
  /**
   * An unknown name or value passes with a warning, because Google adds names before anyone
   * documents them. A name that is known to be refused stays a violation.
   */
  WARN
}
