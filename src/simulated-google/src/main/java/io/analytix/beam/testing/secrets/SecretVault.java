// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.secrets;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The secrets of a simulated Secret Manager. Calls are serialised. */
public final class SecretVault {
  private static final int MAX_BYTES = 64 * 1024;

  private final Map<String, StoredSecret> secrets = new TreeMap<>();

  /** Starts with the year 2026 and advances by a second with each resource created. */
  private long second = 1_767_225_600;

  public synchronized List<Secret> list(String parent, Predicate<Secret> filter) {
    return secrets.values().stream()
        .map(StoredSecret::metadata)
        .filter(secret -> secret.getName().startsWith(parent + "/secrets/"))
        .filter(filter)
        .toList();
  }

  /** The full names of all secrets, sorted. */
  public synchronized List<String> names() {
    return List.copyOf(secrets.keySet());
  }

  public synchronized Secret create(String parent, String id, Secret secret) {
    String name = parent + "/secrets/" + id;
    if (!id.matches("[A-Za-z0-9_-]{1,255}") || !secret.hasReplication()) {
      throw Status.INVALID_ARGUMENT
          .withDescription("A secret needs an id and a replication: " + name)
          .asRuntimeException();
    }
    if (secrets.containsKey(name)) {
      throw Status.ALREADY_EXISTS
          .withDescription("Secret [" + name + "] already exists.")
          .asRuntimeException();
    }
    StoredSecret made = new StoredSecret(secret.toBuilder().setName(name).build(), second++);
    secrets.put(name, made);
    return made.metadata();
  }

  public synchronized Secret get(String name) {
    return stored(name).metadata();
  }

  synchronized Secret update(Secret changed, List<String> fields) {
    StoredSecret stored = stored(changed.getName());
    checkEtag(changed.getEtag(), stored.metadata().getEtag());
    Secret.Builder merged = stored.metadata().toBuilder();
    for (String field : fields) {
      switch (field) {
        case "labels" -> merged.clearLabels().putAllLabels(changed.getLabelsMap());
        case "annotations" ->
            merged.clearAnnotations().putAllAnnotations(changed.getAnnotationsMap());
        default ->
            throw Status.INVALID_ARGUMENT
                .withDescription("'" + field + "' cannot be updated here.")
                .asRuntimeException();
      }
    }
    stored.update(merged.build());
    return stored.metadata();
  }

  synchronized void delete(String name, String etag) {
    checkEtag(etag, stored(name).metadata().getEtag());
    secrets.remove(name);
  }

  /** Returns the versions of a secret, the newest first. */
  public synchronized List<SecretVersion> versions(String name, String filter) {
    if (!filter.isBlank() && !filter.matches("state:[A-Z]+")) {
      throw Status.INVALID_ARGUMENT
          .withDescription("The filter '" + filter + "' is not valid.")
          .asRuntimeException();
    }
    return stored(name).versions().descendingMap().values().stream()
        .map(StoredSecret.Version::metadata)
        .filter(metadata -> filter.isBlank() || filter.equals("state:" + metadata.getState()))
        .toList();
  }

  synchronized SecretVersion version(String name) {
    return find(name).metadata();
  }

  /** Returns the payload of an enabled version, with the version's numbered name. */
  public synchronized Map.Entry<String, ByteString> access(String name) {
    StoredSecret.Version version = find(name);
    if (version.metadata().getState() != SecretVersion.State.ENABLED) {
      throw Status.FAILED_PRECONDITION
          .withDescription(
              "Secret Version ["
                  + version.metadata().getName()
                  + "] is in "
                  + version.metadata().getState()
                  + " state.")
          .asRuntimeException();
    }
    return Map.entry(version.metadata().getName(), version.content());
  }

  public synchronized SecretVersion add(String name, ByteString content) {
    if (content.size() > MAX_BYTES) {
      throw Status.INVALID_ARGUMENT
          .withDescription("The payload is larger than 64 KiB.")
          .asRuntimeException();
    }
    return stored(name).add(content, second++).metadata();
  }

  public synchronized SecretVersion move(String name, String etag, SecretVersion.State state) {
    StoredSecret.Version version = find(name);
    checkEtag(etag, version.metadata().getEtag());
    return stored(secretOf(name)).move(version, state);
  }

  private StoredSecret.Version find(String name) {
    return stored(secretOf(name)).version(name.substring(name.lastIndexOf('/') + 1));
  }

  private static String secretOf(String version) {
    return version.replaceFirst("/versions/[^/]*$", "");
  }

  private StoredSecret stored(String name) {
    StoredSecret stored = secrets.get(name);
    if (stored == null) {
      throw Status.NOT_FOUND
          .withDescription("Secret [" + name + "] not found or has no versions.")
          .asRuntimeException();
    }
    return stored;
  }

  private static void checkEtag(String given, String current) {
    if (!given.isEmpty() && !given.equals(current)) {
      throw Status.FAILED_PRECONDITION
          .withDescription("The etag does not match: read the resource again.")
          .asRuntimeException();
    }
  }
}
