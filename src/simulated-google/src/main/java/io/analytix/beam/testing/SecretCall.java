// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/**
 * A call of Secret Manager.
 *
 * @param resource the full name of the project, secret or version
 */
public record SecretCall(Method method, String resource) {

  /** The supported methods. */
  public enum Method {
    /** Lists the secrets of a project, one page per call. */
    LIST_SECRETS,
    /** Returns a secret's metadata. */
    GET_SECRET,
    /** Creates a secret without a version. */
    CREATE_SECRET,
    /** Changes labels or annotations of a secret. */
    UPDATE_SECRET,
    /** Deletes a secret with all its versions. */
    DELETE_SECRET,
    /** Lists the versions of a secret, one page per call. */
    LIST_VERSIONS,
    /** Returns a version's metadata. */
    GET_VERSION,
    /** Returns the payload of a version. */
    ACCESS_VERSION,
    /** Adds a version. */
    ADD_VERSION,
    /** Enables a disabled version. */
    ENABLE_VERSION,
    /** Disables a version. */
    DISABLE_VERSION,
    /** Destroys the payload of a version. */
    DESTROY_VERSION
  }

  /** Returns the full name of the call's secret, or of the project if the call names no secret. */
  public String secret() {
    return resource.replaceFirst("/versions/.*", "");
  }
}
