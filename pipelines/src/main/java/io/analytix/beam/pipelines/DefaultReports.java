// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import org.apache.beam.sdk.options.DefaultValueFactory;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The default of {@code --reports}: {@code channel_daily}; none if there are bulk reports. */
public final class DefaultReports implements DefaultValueFactory<String> {
  @Override
  public String create(PipelineOptions options) {
    @Nullable String bulk = options.as(AnalytixOptions.class).getBulkReports();
    return bulk == null || bulk.isBlank() ? "channel_daily" : "";
  }
}
