// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The terminal: streams, colours, tables, the progress line. */
@NullMarked
package io.analytix.beam.pipelines.cli.console;

import org.jspecify.annotations.NullMarked;
