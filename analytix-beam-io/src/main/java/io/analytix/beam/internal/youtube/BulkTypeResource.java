// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report type of {@code reportTypes.list}.
 *
 * @param deprecatesAt from then on it is not generated, null if no end is set
 */
public record BulkTypeResource(String id, @Nullable Instant deprecatesAt, boolean systemManaged) {}
