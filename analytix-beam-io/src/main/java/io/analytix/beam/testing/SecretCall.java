// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

/**
 * A call of Secret Manager.
 *
 * @param resource the full name of what it is about: a project, a secret, or a version
 */
public record SecretCall(Method method, String resource) {

  /** The methods that there are. */
  public enum Method {
    LIST_SECRETS,
    GET_SECRET,
    CREATE_SECRET,
    UPDATE_SECRET,
    DELETE_SECRET,
    LIST_VERSIONS,
    GET_VERSION,
    ACCESS_VERSION,
    ADD_VERSION,
    ENABLE_VERSION,
    DISABLE_VERSION,
    DESTROY_VERSION
  }

  /** The full name of the secret that the call is about, the project's if it is about none. */
  public String secret() {
    return resource.replaceFirst("/versions/.*", "");
  }
}
