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
    /** Secrets of a project, a page at a time. */
    LIST_SECRETS,
    /** What a secret is, without its content. */
    GET_SECRET,
    /** A secret without a version. */
    CREATE_SECRET,
    /** Labels or annotations of a secret. */
    UPDATE_SECRET,
    /** A secret with all its versions. */
    DELETE_SECRET,
    /** Versions of a secret, a page at a time. */
    LIST_VERSIONS,
    /** What a version is, without its content. */
    GET_VERSION,
    /** The content of a version. */
    ACCESS_VERSION,
    /** A new version. */
    ADD_VERSION,
    /** A version can be accessed again. */
    ENABLE_VERSION,
    /** A version cannot be accessed any more. */
    DISABLE_VERSION,
    /** The content of a version is gone. */
    DESTROY_VERSION
  }

  /** The full name of the secret that the call is about, the project's if it is about none. */
  public String secret() {
    return resource.replaceFirst("/versions/.*", "");
  }
}
