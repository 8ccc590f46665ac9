// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that a job has generated.
 *
 * @param startTime inclusive
 * @param endTime exclusive
 * @param createTime when it was generated
 * @param jobExpiresAt when the job expires, null if no end is set
 * @param downloadUrl where its content is, as received
 */
public record BulkReport(
    String id,
    String jobId,
    Instant startTime,
    Instant endTime,
    Instant createTime,
    @Nullable Instant jobExpiresAt,
    String downloadUrl)
    implements Serializable {}
