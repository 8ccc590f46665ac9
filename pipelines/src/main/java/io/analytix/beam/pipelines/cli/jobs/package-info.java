// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** {@code analytix jobs}: report types and jobs of the YouTube Reporting API. */
@NullMarked
package io.analytix.beam.pipelines.cli.jobs;

import org.jspecify.annotations.NullMarked;
