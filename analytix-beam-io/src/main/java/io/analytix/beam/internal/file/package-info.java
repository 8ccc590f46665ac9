// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Reads small files, and describes problems of files in words.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.internal.file;

import org.jspecify.annotations.NullMarked;
