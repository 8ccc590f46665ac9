// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** What the Data API says about channels, videos and playlists, and its changes. */
@NullMarked
package io.analytix.beam.testing.metadata;

import org.jspecify.annotations.NullMarked;
