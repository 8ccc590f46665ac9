// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** Secret Manager as a gRPC server. */
@NullMarked
package io.analytix.beam.testing.secrets;

import org.jspecify.annotations.NullMarked;
