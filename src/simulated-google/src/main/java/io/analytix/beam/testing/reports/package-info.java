// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The YouTube Analytics API: {@code reports.query}. */
@NullMarked
package io.analytix.beam.testing.reports;

import org.jspecify.annotations.NullMarked;
