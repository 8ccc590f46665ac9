// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** Who holds the lock of an output, and whether they still run: the same for every sink. */
@NullMarked
package io.analytix.beam.pipelines.lock;

import org.jspecify.annotations.NullMarked;
