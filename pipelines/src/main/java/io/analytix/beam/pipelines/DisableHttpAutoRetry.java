// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import org.apache.beam.sdk.harness.JvmInitializer;

/**
 * Disables the automatic retry of the JDK's HTTP client on a worker, because such a retry bypasses
 * the request pacer. Beam finds this class through its service file and calls it when a worker
 * starts. A value that is already set is kept.
 */
public final class DisableHttpAutoRetry implements JvmInitializer {
  /** The system property: how often the client sends a request at most. */
  static final String FLAG = "jdk.httpclient.redirects.retrylimit";

  @Override
  public void onStartup() {
    if (System.getProperty(FLAG) == null) {
      System.setProperty(FLAG, "1");
    }
  }
}
