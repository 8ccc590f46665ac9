// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The door: {@code AnalytixIO} and the transforms behind it. */
@NullMarked
package io.analytix.beam;

import org.jspecify.annotations.NullMarked;
