// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/** A service for bearers of a good access token: answers a request, or refuses it. */
@FunctionalInterface
interface AuthorisedEndpoint {
  Answer answer(Incoming incoming, Consent bearer) throws Refused;
}
