// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.oauth;

import io.analytix.beam.testing.server.ErrorResponse;
import io.analytix.beam.testing.server.HttpCall;
import io.analytix.beam.testing.server.HttpReply;

/** A service for bearers of a good access token: answers a request, or refuses it. */
@FunctionalInterface
public interface AuthorisedEndpoint {
  HttpReply answer(HttpCall incoming, Consent bearer) throws ErrorResponse;
}
