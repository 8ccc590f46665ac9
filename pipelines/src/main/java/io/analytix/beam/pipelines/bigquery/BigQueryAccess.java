// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.bigquery;

import java.io.Serializable;
import org.apache.beam.sdk.extensions.gcp.auth.CredentialFactory;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/**
 * The subset of Beam's options that is needed to access BigQuery, for workers without options.
 *
 * @param credentials factory that finds the credentials on the worker
 */
record BigQueryAccess(
    @Nullable String endpoint,
    @Nullable String jobProject,
    @Nullable String impersonated,
    Class<? extends CredentialFactory> credentials)
    implements Serializable {

  static BigQueryAccess of(PipelineOptions pipelineOptions) {
    BigQueryOptions options = pipelineOptions.as(BigQueryOptions.class);
    return new BigQueryAccess(
        options.getBigQueryEndpoint(),
        options.getBigQueryProject(),
        options.getImpersonateServiceAccount(),
        options.getCredentialFactoryClass());
  }

  PipelineOptions options() {
    BigQueryOptions options = PipelineOptionsFactory.as(BigQueryOptions.class);
    options.setBigQueryEndpoint(endpoint);
    options.setBigQueryProject(jobProject);
    options.setImpersonateServiceAccount(impersonated);
    options.setCredentialFactoryClass(credentials);
    return options;
  }
}
