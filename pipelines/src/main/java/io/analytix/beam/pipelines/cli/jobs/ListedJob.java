// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.jobs;

import org.jspecify.annotations.Nullable;

/**
 * A job, or a report type without one, or a record that cannot be used.
 *
 * @param owner the channel or content owner, null if unknown
 * @param reportType null if the record cannot be used
 * @param createdAt when the job was created, null if there is none
 * @param newestDay the last Pacific day with a file, null without files
 * @param alarm whether something has to be done
 * @param remark what is to know or to do, null if nothing
 */
record ListedJob(
    String tokenRecord,
    @Nullable String owner,
    @Nullable String reportType,
    @Nullable String job,
    @Nullable String createdAt,
    @Nullable String expiresAt,
    @Nullable Integer files,
    @Nullable String newestDay,
    @Nullable String newestFile,
    boolean alarm,
    @Nullable String remark) {}
