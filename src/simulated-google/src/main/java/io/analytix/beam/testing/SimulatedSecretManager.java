// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.protobuf.ByteString;
import io.analytix.beam.testing.secrets.SecretFaults;
import io.analytix.beam.testing.secrets.SecretService;
import io.analytix.beam.testing.secrets.SecretVault;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;

/**
 * A gRPC server on 127.0.0.1 that simulates Secret Manager for Google's own client. Lists have
 * pages and filters by name and label; versions have states, etags and checksums. The server
 * refuses, fails or corrupts calls on request, and records all calls.
 *
 * <pre>{@code
 * try (SimulatedGoogle google = SimulatedGoogle.start(world);
 *     SimulatedSecretManager secrets = SimulatedSecretManager.start()) {
 *   secrets.putTokenRecords(google, "projects/demo/secrets/youtube-");
 *   secrets.putClientSecrets(google, "projects/demo/secrets/oauth-client");
 *
 *   run("--tokenRecords=secretmanager:projects/demo/secrets/youtube-*",
 *       "--clientSecrets=secretmanager:projects/demo/secrets/oauth-client",
 *       "--secretManagerEndpoint=" + secrets.endpoint());
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class SimulatedSecretManager implements AutoCloseable {
  private static final Status UNAVAILABLE =
      Status.UNAVAILABLE.withDescription("The service is unavailable.");

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final SecretVault vault = new SecretVault();
  private final SecretFaults faults = new SecretFaults();
  private final List<SecretCall> calls = Collections.synchronizedList(new ArrayList<>());
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final SecretService service = new SecretService(vault, faults, calls::add, later);
  private final Server server;

  private SimulatedSecretManager() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0))
            .addService(service)
            .build()
            .start();
  }

  /** Starts a server without secrets. */
  public static SimulatedSecretManager start() throws IOException {
    return new SimulatedSecretManager();
  }

  /** Returns the address as {@code host:port}. */
  public String endpoint() {
    return "127.0.0.1:" + server.getPort();
  }

  /**
   * Adds a version to a secret, which is created if missing, and returns the version number.
   *
   * @param secret its full name, {@code projects/PROJECT/secrets/NAME}
   */
  public int put(String secret, String content) {
    return put(secret, content, Map.of());
  }

  /** Adds a version as {@link #put(String, String)}, with any bytes. */
  public int put(String secret, byte[] content) {
    return put(secret, ByteString.copyFrom(content), Map.of());
  }

  /** Adds a version as {@link #put(String, String)}. A new secret gets these labels. */
  public int put(String secret, String content, Map<String, String> labels) {
    return put(secret, ByteString.copyFromUtf8(content), labels);
  }

  private int put(String secret, ByteString content, Map<String, String> labels) {
    int at = secret.indexOf("/secrets/");
    if (at < 0) {
      throw new IllegalArgumentException("not the full name of a secret: " + secret);
    }
    try {
      vault.create(
          secret.substring(0, at),
          secret.substring(at + "/secrets/".length()),
          Secret.newBuilder()
              .setReplication(
                  Replication.newBuilder().setAutomatic(Replication.Automatic.getDefaultInstance()))
              .putAllLabels(labels)
              .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
    String version = vault.add(secret, content).getName();
    return Integer.parseInt(version.substring(version.lastIndexOf('/') + 1));
  }

  /** Creates a secret without a version. */
  public void create(String secret) {
    int version = put(secret, "");
    vault.move(secret + "/versions/" + version, "", SecretVersion.State.DESTROYED);
  }

  /** Writes a token record for each channel, to the secret named {@code prefix} and its handle. */
  public void putTokenRecords(SimulatedGoogle google, String prefix) {
    for (SimulatedChannel channel : google.world().channels()) {
      put(prefix + channel.handle(), google.tokenRecord(channel));
    }
  }

  /** Writes the client secrets of a desktop application to a secret. */
  public void putClientSecrets(SimulatedGoogle google, String secret) {
    put(secret, google.clientSecrets());
  }

  /** Returns the full names of all secrets, sorted. */
  public List<String> secrets() {
    return vault.names();
  }

  /** Returns the locations of a secret's replicas; empty if Google chooses them. */
  public List<String> locations(String secret) {
    return vault.get(secret).getReplication().getUserManaged().getReplicasList().stream()
        .map(Replication.UserManaged.Replica::getLocation)
        .toList();
  }

  /** Returns the labels of a secret. */
  public Map<String, String> labels(String secret) {
    return vault.get(secret).getLabelsMap();
  }

  /** Returns the states of a secret's versions, the oldest first: ENABLED, DISABLED, DESTROYED. */
  public List<String> states(String secret) {
    List<String> states = new ArrayList<>();
    for (SecretVersion version : vault.versions(secret, "")) {
      states.add(0, version.getState().name());
    }
    return states;
  }

  /** Returns the payload of an enabled version. */
  public String content(String secret, int version) {
    return vault
        .access(secret + "/versions/" + version)
        .getValue()
        .toString(StandardCharsets.UTF_8);
  }

  /** Disables a version. */
  public void disable(String secret, int version) {
    vault.move(secret + "/versions/" + version, "", SecretVersion.State.DISABLED);
  }

  /** Destroys a version. */
  public void destroy(String secret, int version) {
    vault.move(secret + "/versions/" + version, "", SecretVersion.State.DESTROYED);
  }

  /** Refuses matching calls from now on with PERMISSION_DENIED. */
  public void deny(Predicate<SecretCall> when) {
    faults.deny(when);
  }

  /** Fails the next matching calls with UNAVAILABLE. */
  public void unavailable(Predicate<SecretCall> when, int times) {
    faults.fail(when, UNAVAILABLE.asRuntimeException(), times);
  }

  /** Executes the next matching calls, but responds with UNAVAILABLE. */
  public void loseResponse(Predicate<SecretCall> when, int times) {
    faults.loseResponse(when, UNAVAILABLE, times);
  }

  /** Fails the next matching calls with a gRPC code such as {@code INTERNAL} and a description. */
  public void fail(Predicate<SecretCall> when, String code, String description, int times) {
    faults.fail(
        when,
        Status.Code.valueOf(code).toStatus().withDescription(description).asRuntimeException(),
        times);
  }

  /**
   * Fails the next matching calls with an error and its details, such as the reason in a {@code
   * google.rpc.ErrorInfo}.
   */
  public void fail(Predicate<SecretCall> when, com.google.rpc.Status error, int times) {
    faults.fail(when, StatusProto.toStatusRuntimeException(error), times);
  }

  /** Changes the payload of the next matching reads, so that it does not match its checksum. */
  public void corrupt(Predicate<SecretCall> when, int times) {
    faults.corrupt(when, times);
  }

  /** Delays every response. */
  public void latency(Duration delay) {
    faults.latency(delay);
  }

  /** Limits the size of a list's pages. */
  public void pageSize(int max) {
    service.pageSize(max);
  }

  /** Removes all refusals and faults. */
  public void clearFaults() {
    faults.clear();
  }

  /** Returns the calls received so far, in the order of arrival. */
  public List<SecretCall> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** Returns the number of calls of a method so far. */
  public int calls(SecretCall.Method method) {
    return (int) calls().stream().filter(call -> call.method() == method).count();
  }

  @Override
  public void close() {
    server.shutdownNow();
    later.shutdownNow();
  }
}
