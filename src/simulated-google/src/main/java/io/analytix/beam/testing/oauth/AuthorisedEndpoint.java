// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;

/** A service that requires a valid access token. */
@FunctionalInterface
public interface AuthorisedEndpoint {
  HttpReply handle(HttpCall incoming, Consent bearer) throws ErrorResponse;
}
