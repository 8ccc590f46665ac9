// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** What all sinks know of what is stored already, whatever it is stored in. */
@NullMarked
package io.analytix.beam.pipelines.stored;

import org.jspecify.annotations.NullMarked;
