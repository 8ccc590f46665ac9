// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/**
 * Which days of which channels a run has answers for, added up from its outcomes alone. Plain Java:
 * no Beam, no files, no clock.
 */
@NullMarked
package io.analytix.beam.pipelines.coverage;

import org.jspecify.annotations.NullMarked;
