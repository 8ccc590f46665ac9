// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The jobs: options, sinks and the local command. */
@NullMarked
package io.analytix.beam.pipelines;

import org.jspecify.annotations.NullMarked;
