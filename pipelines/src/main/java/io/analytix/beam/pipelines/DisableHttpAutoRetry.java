// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import org.apache.beam.sdk.harness.JvmInitializer;

/**
 * Keeps the JDK's HTTP client of a worker from sending a request again by itself: such a request
 * takes no slot of the pace. Beam finds it by its service file and calls it when a worker starts;
 * who has set the flag otherwise is left alone.
 */
public final class DisableHttpAutoRetry implements JvmInitializer {
  /** The most times that the client sends a request. */
  static final String FLAG = "jdk.httpclient.redirects.retrylimit";

  @Override
  public void onStartup() {
    if (System.getProperty(FLAG) == null) {
      System.setProperty(FLAG, "1");
    }
  }
}
