// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * How fast and how often requests are sent: pacers, the daily quota, the times of retries.
 *
 * <p>Not part of the supported API: it may change in any version.
 */
@NullMarked
package io.analytix.beam.internal.pace;

import org.jspecify.annotations.NullMarked;
