// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The YouTube Reporting API: jobs and the files that Google generates for them. */
@NullMarked
package io.analytix.beam.testing.bulk;

import org.jspecify.annotations.NullMarked;
