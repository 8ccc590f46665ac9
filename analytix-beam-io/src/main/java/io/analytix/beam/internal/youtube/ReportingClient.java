// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.youtube;

import io.analytix.beam.refresh.AccessToken;
import io.analytix.beam.youtube.ApiException;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The YouTube Reporting API. Each call sends one request and does not block; it completes with the
 * complete response or with an {@link ApiException}. A content owner is named on every call.
 */
public interface ReportingClient {
  /**
   * Lists a page of report types.
   *
   * @param page {@link ReportingPage#next} of the previous page, null for the first page
   */
  CompletableFuture<ReportingPage<BulkTypeResource>> reportTypes(
      @Nullable String contentOwner,
      boolean systemManaged,
      @Nullable String page,
      AccessToken token);

  /** Lists a page of jobs. */
  CompletableFuture<ReportingPage<BulkJob>> jobs(
      @Nullable String contentOwner,
      boolean systemManaged,
      @Nullable String page,
      AccessToken token);

  /** Creates a job. */
  CompletableFuture<BulkJob> createJob(
      String reportTypeId, @Nullable String contentOwner, AccessToken token);

  /**
   * Lists a page of the files of a job.
   *
   * @param createdAfter only files that were generated later, null for all
   * @param monetary whether the report type needs the monetary scope
   */
  CompletableFuture<ReportingPage<BulkReport>> reports(
      String jobId,
      @Nullable Instant createdAfter,
      boolean monetary,
      @Nullable String contentOwner,
      @Nullable String page,
      AccessToken token);

  /** Gets a file's resource again, with a new address of its content. */
  CompletableFuture<BulkReport> report(
      String jobId,
      String reportId,
      boolean monetary,
      @Nullable String contentOwner,
      AccessToken token);

  /**
   * Requests the content of a file and completes when the response begins. No token is sent to
   * another host than the API's.
   */
  CompletableFuture<MediaBody> download(URI address, boolean monetary, AccessToken token);
}
