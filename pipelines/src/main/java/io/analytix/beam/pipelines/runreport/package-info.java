// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * What became of a run, for a person: its outcomes added up, and a page to look at. Made of
 * outcomes and a few facts of the run, so that it can be made again at any time; no Beam, no clock.
 */
@NullMarked
package io.analytix.beam.pipelines.runreport;

import org.jspecify.annotations.NullMarked;
