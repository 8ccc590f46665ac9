// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.secrets;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A secret with its versions. Each has an etag that changes with it. */
final class StoredSecret {
  private final TreeMap<Integer, Version> versions = new TreeMap<>();
  private Secret secret;
  private int changes = 1;

  /** A version: its metadata and its payload, which is empty once destroyed. */
  static final class Version {
    private SecretVersion metadata;
    private ByteString content;
    private int changes = 1;

    private Version(SecretVersion metadata, ByteString content) {
      this.metadata = metadata;
      this.content = content;
    }

    SecretVersion metadata() {
      return metadata;
    }

    ByteString content() {
      return content;
    }
  }

  StoredSecret(Secret secret, long second) {
    this.secret = secret.toBuilder().setCreateTime(time(second)).setEtag(etag(changes)).build();
  }

  Secret metadata() {
    return secret;
  }

  NavigableMap<Integer, Version> versions() {
    return versions;
  }

  void update(Secret changed) {
    secret = changed.toBuilder().setEtag(etag(++changes)).build();
  }

  Version add(ByteString content, long second) {
    int number = versions.isEmpty() ? 1 : versions.lastKey() + 1;
    SecretVersion metadata =
        SecretVersion.newBuilder()
            .setName(secret.getName() + "/versions/" + number)
            .setState(SecretVersion.State.ENABLED)
            .setCreateTime(time(second))
            .setEtag(etag(1))
            .setClientSpecifiedPayloadChecksum(true)
            .build();
    Version version = new Version(metadata, content);
    versions.put(number, version);
    return version;
  }

  /** Returns the version with this number or alias {@code latest}, in any state. */
  Version version(String alias) {
    if (alias.equals("latest") && !versions.isEmpty()) {
      return versions.lastEntry().getValue();
    }
    Version found = alias.matches("\\d{1,9}") ? versions.get(Integer.valueOf(alias)) : null;
    if (found == null) {
      throw Status.NOT_FOUND
          .withDescription(
              "Secret Version [" + secret.getName() + "/versions/" + alias + "] not found.")
          .asRuntimeException();
    }
    return found;
  }

  /** Changes the state of a version. Destroying it is final and removes its payload. */
  SecretVersion move(Version version, SecretVersion.State state) {
    if (version.metadata.getState() == SecretVersion.State.DESTROYED) {
      throw Status.FAILED_PRECONDITION
          .withDescription("Secret Version [" + version.metadata.getName() + "] is destroyed.")
          .asRuntimeException();
    }
    version.metadata =
        version.metadata.toBuilder().setState(state).setEtag(etag(++version.changes)).build();
    if (state == SecretVersion.State.DESTROYED) {
      version.content = ByteString.EMPTY;
    }
    return version.metadata;
  }

  private static String etag(int number) {
    return "\"" + Integer.toHexString(number * 40_503) + "\"";
  }

  private static Timestamp time(long second) {
    return Timestamp.newBuilder().setSeconds(second).build();
  }
}
