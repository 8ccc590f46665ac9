// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** Benchmarks and soak tests of the connector; not part of any release. */
@NullMarked
package io.analytix.beam.benchmarks;

import org.jspecify.annotations.NullMarked;
