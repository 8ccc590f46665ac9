// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

/** HTTP: routes, quotas, faults, replies. */
@NullMarked
package io.analytix.beam.testing.server;

import org.jspecify.annotations.NullMarked;
