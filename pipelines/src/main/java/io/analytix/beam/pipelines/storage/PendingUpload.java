// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;

/** An object of Cloud Storage that is being uploaded. */
final class PendingUpload implements PendingFile {
  private final WriteChannel upload;
  private final String address;
  private final OutputStream stream;

  PendingUpload(WriteChannel upload, String address) {
    this.upload = upload;
    this.address = address;
    this.stream = Channels.newOutputStream(upload);
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public void commit() throws IOException {
    try {
      upload.close();
    } catch (StorageException e) {
      throw new IOException(address + ": " + FileErrors.of(e), e);
    }
  }

  /** Not closed: that would make the object. */
  @Override
  public void close() {}
}
