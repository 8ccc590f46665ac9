// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import io.analytix.beam.internal.http.HttpProxy;

/** Lets a program use the proxy of HTTPS_PROXY and NO_PROXY, before it opens a connection. */
public final class ProxyVariables {
  private ProxyVariables() {}

  /** Prints one line if the variables cannot be followed. */
  public static void use(String program) {
    try {
      HttpProxy.of(System.getenv()).ifPresent(proxy -> proxy.use(System.getProperties()));
    } catch (IllegalArgumentException e) {
      System.err.println(program + ": " + e.getMessage());
    }
  }
}
