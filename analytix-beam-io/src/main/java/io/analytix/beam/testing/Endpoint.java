// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/** One service: answers a request, or refuses it. */
@FunctionalInterface
interface Endpoint {
  Answer answer(Incoming incoming) throws Refused;
}
