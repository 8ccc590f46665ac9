// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.options;

import io.analytix.beam.internal.access.NetworkCheck;
import io.analytix.beam.pipelines.RunConfiguration;
import java.io.IOException;
import java.net.URI;

/**
 * Checks that a command can reach Google, before it sends a request.
 *
 * @param api the API to which the command sends most requests
 */
public record NetworkRequirement(RunConfiguration request, URI api, NetworkCheck network) {
  /**
   * Checks the network before credentials are read from Secret Manager.
   *
   * @throws IOException in one line, if Google cannot be reached
   */
  public void beforeCredentials() throws IOException {
    if (request.usesSecretManager()) {
      network.require(api);
    }
  }

  /**
   * Checks the token endpoint of the OAuth client and the API.
   *
   * @throws IOException in one line, if one of them cannot be reached, or if the OAuth client
   *     cannot be read
   */
  public void beforeRequests() throws IOException {
    beforeRequests(request.client().read().tokenUri());
  }

  /** Like {@link #beforeRequests()}, with the token endpoint of an OAuth client that was read. */
  public void beforeRequests(URI tokenUri) throws IOException {
    network.require(tokenUri);
    network.require(api);
  }
}
