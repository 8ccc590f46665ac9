// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Fetches bulk files: which jobs there are, which of their files are new, and their rows as they
 * arrive.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.internal.bulk;

import org.jspecify.annotations.NullMarked;
