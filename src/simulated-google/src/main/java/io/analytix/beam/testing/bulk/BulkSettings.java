// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.bulk;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The settings of the Reporting API, which can change while the server runs. */
public final class BulkSettings {
  private volatile int pageSize = 100;
  private volatile @Nullable URI downloadRoot;
  private volatile int round;
  private volatile int expiredStatus = 404;

  public void pageSize(int items) {
    pageSize = items;
  }

  int pageSize() {
    return pageSize;
  }

  public void downloadRoot(URI root) {
    downloadRoot = root;
  }

  /** Returns the root of download URLs: the server's, unless another was set. */
  URI downloadRootOr(URI ofServer) {
    URI other = downloadRoot;
    return other == null ? ofServer : other;
  }

  /** Makes the download URLs of all earlier responses invalid. */
  public synchronized void expireDownloadUrls(int status) {
    expiredStatus = status;
    round++;
  }

  int expiredStatus() {
    return expiredStatus;
  }

  /** The part of a download URL that is opaque to clients. */
  String urlKey() {
    return "r" + round;
  }
}
