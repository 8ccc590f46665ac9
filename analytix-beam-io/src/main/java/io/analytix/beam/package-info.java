// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The entry point {@code AnalytixIO}, its result and the transforms behind it. */
@NullMarked
package io.analytix.beam;

import org.jspecify.annotations.NullMarked;
