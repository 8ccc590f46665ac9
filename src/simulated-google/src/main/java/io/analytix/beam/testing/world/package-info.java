// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The ground truth: channels, videos and their figures. */
@NullMarked
package io.analytix.beam.testing.world;

import org.jspecify.annotations.NullMarked;
