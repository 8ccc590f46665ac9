// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** The reads and sinks as Beam schema transforms, for Beam YAML and other languages. */
@NullMarked
package io.analytix.beam.pipelines.schematransform;

import org.jspecify.annotations.NullMarked;
