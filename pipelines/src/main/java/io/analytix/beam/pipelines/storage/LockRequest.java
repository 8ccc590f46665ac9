// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

/**
 * Which run wants to lock an output.
 *
 * @param name what the holder is called when another run is refused, such as its job
 * @param owner the run, and where it runs
 * @param breakIt whether to take the lock from whoever holds it
 */
public record LockRequest(String name, LockOwner owner, boolean breakIt) {}
