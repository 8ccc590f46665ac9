// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.secrets;

import com.google.cloud.secretmanager.v1.AccessSecretVersionRequest;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.DeleteSecretRequest;
import com.google.cloud.secretmanager.v1.DestroySecretVersionRequest;
import com.google.cloud.secretmanager.v1.DisableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.EnableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.GetSecretRequest;
import com.google.cloud.secretmanager.v1.GetSecretVersionRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsResponse;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.ListSecretsResponse;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceGrpc;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.UpdateSecretRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import io.analytix.beam.testing.SecretCall;
import io.analytix.beam.testing.SecretCall.Method;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/** The methods of Secret Manager. Records each call and applies the scripted faults. */
public final class SecretService extends SecretManagerServiceGrpc.SecretManagerServiceImplBase {
  private static final int MAX_PAGE_SIZE = 25_000;

  private final SecretVault vault;
  private final SecretFaults faults;
  private final Consumer<SecretCall> log;
  private final ScheduledExecutorService later;
  private volatile int pageSize = MAX_PAGE_SIZE;

  public SecretService(
      SecretVault vault,
      SecretFaults faults,
      Consumer<SecretCall> log,
      ScheduledExecutorService later) {
    this.vault = vault;
    this.faults = faults;
    this.log = log;
    this.later = later;
  }

  /** Limits the size of a list's pages. */
  public void pageSize(int max) {
    pageSize = max;
  }

  @Override
  public void listSecrets(
      ListSecretsRequest request, StreamObserver<ListSecretsResponse> observer) {
    handle(
        new SecretCall(Method.LIST_SECRETS, request.getParent()),
        observer,
        () -> {
          List<Secret> all =
              vault.list(request.getParent(), SecretFilter.parse(request.getFilter()));
          Page<Secret> page = page(all, request.getPageToken(), request.getPageSize());
          return ListSecretsResponse.newBuilder()
              .addAllSecrets(page.items())
              .setNextPageToken(page.next())
              .setTotalSize(all.size())
              .build();
        });
  }

  @Override
  public void getSecret(GetSecretRequest request, StreamObserver<Secret> observer) {
    handle(
        new SecretCall(Method.GET_SECRET, request.getName()),
        observer,
        () -> vault.get(request.getName()));
  }

  @Override
  public void createSecret(CreateSecretRequest request, StreamObserver<Secret> observer) {
    handle(
        new SecretCall(
            Method.CREATE_SECRET, request.getParent() + "/secrets/" + request.getSecretId()),
        observer,
        () -> vault.create(request.getParent(), request.getSecretId(), request.getSecret()));
  }

  @Override
  public void updateSecret(UpdateSecretRequest request, StreamObserver<Secret> observer) {
    handle(
        new SecretCall(Method.UPDATE_SECRET, request.getSecret().getName()),
        observer,
        () -> vault.update(request.getSecret(), request.getUpdateMask().getPathsList()));
  }

  @Override
  public void deleteSecret(DeleteSecretRequest request, StreamObserver<Empty> observer) {
    handle(
        new SecretCall(Method.DELETE_SECRET, request.getName()),
        observer,
        () -> {
          vault.delete(request.getName(), request.getEtag());
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void listSecretVersions(
      ListSecretVersionsRequest request, StreamObserver<ListSecretVersionsResponse> observer) {
    handle(
        new SecretCall(Method.LIST_VERSIONS, request.getParent()),
        observer,
        () -> {
          List<SecretVersion> all = vault.versions(request.getParent(), request.getFilter());
          Page<SecretVersion> page = page(all, request.getPageToken(), request.getPageSize());
          return ListSecretVersionsResponse.newBuilder()
              .addAllVersions(page.items())
              .setNextPageToken(page.next())
              .setTotalSize(all.size())
              .build();
        });
  }

  @Override
  public void getSecretVersion(
      GetSecretVersionRequest request, StreamObserver<SecretVersion> observer) {
    handle(
        new SecretCall(Method.GET_VERSION, request.getName()),
        observer,
        () -> vault.version(request.getName()));
  }

  @Override
  public void accessSecretVersion(
      AccessSecretVersionRequest request, StreamObserver<AccessSecretVersionResponse> observer) {
    SecretCall call = new SecretCall(Method.ACCESS_VERSION, request.getName());
    handle(
        call,
        observer,
        () -> {
          Map.Entry<String, ByteString> version = vault.access(request.getName());
          long checksum = checksum(version.getValue());
          return AccessSecretVersionResponse.newBuilder()
              .setName(version.getKey())
              .setPayload(
                  SecretPayload.newBuilder()
                      .setData(version.getValue())
                      .setDataCrc32C(faults.corrupts(call) ? checksum ^ 1 : checksum))
              .build();
        });
  }

  @Override
  public void addSecretVersion(
      AddSecretVersionRequest request, StreamObserver<SecretVersion> observer) {
    handle(
        new SecretCall(Method.ADD_VERSION, request.getParent()),
        observer,
        () -> {
          SecretPayload payload = request.getPayload();
          if (payload.hasDataCrc32C() && payload.getDataCrc32C() != checksum(payload.getData())) {
            throw Status.INVALID_ARGUMENT
                .withDescription("The payload does not match its checksum.")
                .asRuntimeException();
          }
          return vault.add(request.getParent(), payload.getData());
        });
  }

  @Override
  public void enableSecretVersion(
      EnableSecretVersionRequest request, StreamObserver<SecretVersion> observer) {
    handle(
        new SecretCall(Method.ENABLE_VERSION, request.getName()),
        observer,
        () -> vault.move(request.getName(), request.getEtag(), SecretVersion.State.ENABLED));
  }

  @Override
  public void disableSecretVersion(
      DisableSecretVersionRequest request, StreamObserver<SecretVersion> observer) {
    handle(
        new SecretCall(Method.DISABLE_VERSION, request.getName()),
        observer,
        () -> vault.move(request.getName(), request.getEtag(), SecretVersion.State.DISABLED));
  }

  @Override
  public void destroySecretVersion(
      DestroySecretVersionRequest request, StreamObserver<SecretVersion> observer) {
    handle(
        new SecretCall(Method.DESTROY_VERSION, request.getName()),
        observer,
        () -> vault.move(request.getName(), request.getEtag(), SecretVersion.State.DESTROYED));
  }

  private <T> void handle(SecretCall call, StreamObserver<T> observer, Supplier<T> operation) {
    log.accept(call);
    Runnable work = () -> work(call, observer, operation);
    long delay = faults.latency().toNanos();
    if (delay == 0) {
      work.run();
    } else {
      var unused = later.schedule(work, delay, TimeUnit.NANOSECONDS);
    }
  }

  private <T> void work(SecretCall call, StreamObserver<T> observer, Supplier<T> operation) {
    Optional<StatusRuntimeException> refused = faults.before(call);
    if (refused.isPresent()) {
      observer.onError(refused.get());
      return;
    }
    try {
      T done = operation.get();
      Optional<StatusRuntimeException> lost = faults.after(call);
      if (lost.isPresent()) {
        observer.onError(lost.get());
        return;
      }
      observer.onNext(done);
    } catch (StatusRuntimeException e) {
      observer.onError(e);
      return;
    }
    observer.onCompleted();
  }

  /** A page of a list; {@code next} is empty on the last page. */
  private record Page<T>(List<T> items, String next) {}

  private <T> Page<T> page(List<T> all, String token, int wanted) {
    int from = token.isEmpty() ? 0 : offset(token);
    int size = Math.min(pageSize, wanted == 0 ? MAX_PAGE_SIZE : wanted);
    int to = Math.min(all.size(), from + size);
    return new Page<>(all.subList(Math.min(from, to), to), to < all.size() ? "page-" + to : "");
  }

  private static int offset(String token) {
    if (!token.matches("page-\\d{1,9}")) {
      throw Status.INVALID_ARGUMENT
          .withDescription("The page token is not valid.")
          .asRuntimeException();
    }
    return Integer.parseInt(token.substring("page-".length()));
  }

  private static long checksum(ByteString data) {
    CRC32C checksum = new CRC32C();
    checksum.update(data.asReadOnlyByteBuffer());
    return checksum.getValue();
  }
}
