// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Which request is sent when, and what a failure does: one loop per run.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.internal.schedule;

import org.jspecify.annotations.NullMarked;
