// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The commands {@code analytix authorise} and {@code analytix channels}. */
@NullMarked
package io.analytix.beam.pipelines.cli.channels;

import org.jspecify.annotations.NullMarked;
