// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The YouTube Data API, and groups of the Analytics API. */
@NullMarked
package io.analytix.beam.testing.data;

import org.jspecify.annotations.NullMarked;
