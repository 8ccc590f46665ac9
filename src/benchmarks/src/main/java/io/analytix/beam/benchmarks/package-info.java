// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** Measures the engine from outside, and tries to break it; not part of any release. */
@NullMarked
package io.analytix.beam.benchmarks;

import org.jspecify.annotations.NullMarked;
