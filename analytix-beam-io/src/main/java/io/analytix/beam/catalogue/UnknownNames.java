// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.catalogue;

/** How a name or value that the catalogue does not contain is handled. */
public enum UnknownNames {
  /** An unknown name or value is a violation. */
  STRICT,
  /**
   * An unknown name or value is accepted with a warning, because Google adds names before it
   * documents them. A name that is known to be refused stays a violation.
   */
  WARN
}
