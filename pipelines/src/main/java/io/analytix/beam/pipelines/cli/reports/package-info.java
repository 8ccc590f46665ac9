// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The commands {@code analytix reports} and {@code analytix reports check}. */
@NullMarked
package io.analytix.beam.pipelines.cli.reports;

import org.jspecify.annotations.NullMarked;
