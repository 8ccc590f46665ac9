// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The command {@code analytix demo}: the real pipeline against the simulated Google. */
@NullMarked
package io.analytix.beam.pipelines.cli.demo;

import org.jspecify.annotations.NullMarked;
