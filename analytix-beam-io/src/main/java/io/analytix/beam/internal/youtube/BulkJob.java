// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job of the YouTube Reporting API.
 *
 * @param reportTypeId id of the report type
 * @param createdAt null if the response has none
 * @param expiresAt from then on nothing is generated; null if no end is set
 */
public record BulkJob(
    String id, String reportTypeId, @Nullable Instant createdAt, @Nullable Instant expiresAt)
    implements Serializable {}
