// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * The bulk files of the YouTube Reporting API: report types, the table of a file, and the port to
 * where files are stored.
 */
@NullMarked
package io.analytix.beam.bulk;

import org.jspecify.annotations.NullMarked;
