// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Which channel a token record is for, with which access token it is read, and which videos it has
 * uploaded.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.internal.access;

import org.jspecify.annotations.NullMarked;
