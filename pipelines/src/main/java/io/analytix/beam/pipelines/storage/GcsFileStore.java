// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import com.google.auth.Credentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.WriteChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Bucket;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.Storage.BucketField;
import com.google.cloud.storage.Storage.BucketGetOption;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.StorageRetryStrategy;
import io.analytix.beam.channel.TrustedEndpoint;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.extensions.gcp.options.GcsOptions;
import org.apache.beam.sdk.extensions.gcp.util.gcsfs.GcsPath;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * An output in Cloud Storage, with Google's client and Beam's credentials.
 *
 * <p>An object is replaced as a whole, so there are no temporary objects. It is replaced and
 * deleted only if it still has the generation that was read. The client retries a request that
 * failed temporarily. If the response to a write is lost, the retry is refused because of the first
 * try; then the object holds what was written, and that is no conflict.
 */
public final class GcsFileStore implements FileStore {
  public static final String SCHEME = "gs://";

  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;

  /** Reasons of refusals to replace or delete an object. */
  private static final Set<String> RETENTION =
      Set.of("retentionPolicyNotMet", "objectUnderActiveHold");

  private static final String CLEAR_PERIOD = "--clear-retention-period";
  private static final String CLEAR_HOLD = "--no-default-event-based-hold";

  /** Parquet is compressed already. */
  private static final BlobTargetOption UNCOMPRESSED = BlobTargetOption.disableGzipContent();

  /** Bytes of an upload in memory. */
  private static final int CHUNK = 4 << 20;

  /** An object that is replaced between the two requests of a read is read again. */
  private static final int MAX_READS = 3;

  private final Storage storage;
  private final GcsPath output;
  private final OwnerStatus ownerStatus;

  GcsFileStore(Storage storage, GcsPath output, OwnerStatus ownerStatus) {
    this.storage = storage;
    this.output = output;
    this.ownerStatus = ownerStatus;
  }

  /** The files at an address of {@link #path}, with the credentials of the options. */
  public static GcsFileStore open(String address, PipelineOptions options) {
    return new GcsFileStore(
        client(options.as(GcsOptions.class)), path(address), new DataflowOwnerStatus(options));
  }

  /** A server on this machine gets no credentials. */
  private static Storage client(GcsOptions options) {
    // The strategy also retries writes without a precondition: they replace whole objects. Only
    // requests for buckets use the project, and the client searches for one if none is set.
    StorageOptions.Builder client =
        StorageOptions.http()
            .setStorageRetryStrategy(StorageRetryStrategy.getUniformStorageRetryStrategy())
            .setProjectId("none");
    Credentials credentials = null;
    String endpoint = options.getGcsEndpoint();
    if (endpoint != null) {
      client.setHost(endpoint.replaceFirst("/storage/v1/?$", ""));
    }
    if (endpoint == null
        || !TrustedEndpoint.isLoopback(TrustedEndpoint.check("--gcsEndpoint", endpoint))) {
      credentials = options.getGcpCredential();
    }
    return client
        .setCredentials(Objects.requireNonNullElse(credentials, NoCredentials.getInstance()))
        .build()
        .getService();
  }

  /**
   * The address of a folder; repeated slashes count as one.
   *
   * @throws OutputException with one line, if the address is invalid
   */
  public static GcsPath path(String address) {
    try {
      String plain = address.substring(SCHEME.length()).replaceAll("/+", "/");
      GcsPath path = GcsPath.fromUri(SCHEME + plain.replaceFirst("/$", ""));
      if (path.getObject().contains("*") || path.getObject().matches("(.*/)?[.]{1,2}(/.*)?")) {
        throw new IllegalArgumentException("a folder is not called so");
      }
      return path;
    } catch (IllegalArgumentException e) {
      throw new OutputException(
          "output '" + address + "' is no address in Cloud Storage: give gs://BUCKET/FOLDER", e);
    }
  }

  @Override
  public void check() {
    try {
      var unused =
          storage.list(
              output.getBucket(), BlobListOption.prefix(below("")), BlobListOption.pageSize(1));
    } catch (StorageException e) {
      throw new OutputException(
          e.getCode() == NOT_FOUND
              ? "output %s: there is no bucket %s: create it, or name another"
                  .formatted(address(""), output.getBucket())
              : "output %s cannot be read: %s".formatted(address(""), reason(e)),
          e);
    }
    requireNoRetention();
  }

  /**
   * The account may lack storage.buckets.get; then the lock shows whether objects can be replaced.
   */
  private void requireNoRetention() {
    Bucket bucket;
    try {
      bucket =
          storage.get(
              output.getBucket(),
              BucketGetOption.fields(
                  BucketField.RETENTION_POLICY, BucketField.DEFAULT_EVENT_BASED_HOLD));
    } catch (StorageException e) {
      return;
    }
    if (bucket == null) {
      return;
    }
    Duration period = bucket.getRetentionPeriodDuration();
    if (period != null) {
      throw new OutputException(
          retained(
              "a retention policy of " + period.toSeconds() + " seconds",
              Boolean.TRUE.equals(bucket.retentionPolicyIsLocked())
                  ? "" // It can never be removed.
                  : CLEAR_PERIOD));
    }
    if (Boolean.TRUE.equals(bucket.getDefaultEventBasedHold())) {
      throw new OutputException(retained("a default event-based hold", CLEAR_HOLD));
    }
  }

  /** The line about a bucket that keeps its objects, with a command to change it, if any. */
  private String retained(String policy, String clear) {
    return "output %s: bucket %s has %s, which forbids to replace and delete objects: %sname another bucket"
        .formatted(
            address(""),
            output.getBucket(),
            policy,
            clear.isEmpty()
                ? ""
                : "run 'gcloud storage buckets update gs://%s %s', or "
                    .formatted(output.getBucket(), clear));
  }

  @Override
  public void requireReplaceable(StoredFile found) throws IOException {
    if (found.content().isEmpty()) {
      return;
    }
    try {
      Blob unused = create(found.path(), found.content().get(), generation(found));
    } catch (StorageException e) {
      if (isRetention(e)) {
        throw new OutputException(
            retained("a retention policy or a hold", CLEAR_PERIOD + " " + CLEAR_HOLD), e);
      }
      if (e.getCode() != PRECONDITION_FAILED) {
        throw failure(found.path(), e);
      }
    }
  }

  private static BlobTargetOption generation(StoredFile found) {
    return BlobTargetOption.generationMatch(found.version());
  }

  /** https://cloud.google.com/storage/docs/json_api/v1/status-codes#403-forbidden */
  private static boolean isRetention(StorageException e) {
    return RETENTION.contains(String.valueOf(e.getReason()));
  }

  @Override
  public StoredFile read(String path) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Blob blob = storage.get(id(path));
        if (blob == null) {
          return StoredFile.none(path);
        }
        if (blob.getSize() != null && blob.getSize() > MAX_BYTES) {
          throw new DamagedFileException(TOO_LARGE, null);
        }
        return StoredFile.of(path, storage.readAllBytes(blob.getBlobId()), blob.getGeneration());
      } catch (StorageException e) {
        if (e.getCode() != NOT_FOUND || attempt == MAX_READS) {
          throw failure(path, e);
        }
      }
    }
  }

  /** The object exists once the upload is closed; an upload that is not closed expires. */
  @Override
  public PendingFile begin(String path, String runId) throws IOException {
    try {
      WriteChannel upload =
          storage.writer(
              BlobInfo.newBuilder(id(path)).setContentType(type(path)).build(),
              BlobWriteOption.disableGzipContent());
      upload.setChunkSize(CHUNK);
      return new PendingUpload(upload, address(path));
    } catch (StorageException e) {
      throw failure(path, e);
    }
  }

  @Override
  public Optional<SeekableByteChannel> open(String path) throws IOException {
    try {
      Blob blob = storage.get(id(path));
      return blob == null
          ? Optional.empty()
          : Optional.of(new BlobChannel(blob.reader(), blob.getSize()));
    } catch (StorageException e) {
      throw failure(path, e);
    }
  }

  @Override
  public void replace(String path, byte[] content, String runId) throws IOException {
    put(path, content);
  }

  @Override
  public void replace(StoredFile found, byte[] content, String runId) throws IOException {
    put(found.path(), content, generation(found));
  }

  /** An object that has this content already need not be replaced. */
  private void put(String path, byte[] content, BlobTargetOption... options) throws IOException {
    try {
      Blob unused = create(path, content, options);
    } catch (StorageException e) {
      boolean conflict = e.getCode() == PRECONDITION_FAILED;
      if (!conflict && !isRetention(e)) {
        throw failure(path, e);
      }
      if (!Arrays.equals(content, read(path).content().orElse(null))) {
        throw conflict ? new ConflictException(address(path)) : failure(path, e);
      }
    }
  }

  /** The client sends a checksum, so the server refuses an incomplete body. */
  private Blob create(String path, byte[] content, BlobTargetOption... options) {
    BlobTargetOption[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = UNCOMPRESSED;
    return storage.create(
        BlobInfo.newBuilder(id(path)).setContentType(type(path)).build(), content, all);
  }

  @Override
  public void delete(StoredFile found) throws IOException {
    if (found.content().isEmpty()) {
      return;
    }
    try {
      boolean unused =
          storage.delete(id(found.path()), BlobSourceOption.generationMatch(found.version()));
    } catch (StorageException e) {
      if (e.getCode() == PRECONDITION_FAILED) {
        throw new ConflictException(address(found.path()));
      }
      throw failure(found.path(), e);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    try {
      boolean unused = storage.delete(id(path));
    } catch (StorageException e) {
      throw failure(path, e);
    }
  }

  @Override
  public List<ListedFile> list(String folder) throws IOException {
    List<ListedFile> files = new ArrayList<>();
    for (Blob blob : blobs(folder)) {
      String path = blob.getName().substring(below("").length());
      if (!path.matches("(.*/)?[.].*|.*/")) {
        files.add(new ListedFile(path, blob.getUpdateTimeOffsetDateTime().toInstant()));
      }
    }
    files.sort(Comparator.comparing(ListedFile::path));
    return files;
  }

  @Override
  public List<String> folders(String folder) throws IOException {
    return blobs(folder, BlobListOption.currentDirectory()).stream()
        .filter(Blob::isDirectory)
        .map(Blob::getName)
        .map(name -> name.substring(below(folder).length(), name.length() - 1))
        .sorted()
        .toList();
  }

  private List<Blob> blobs(String folder, BlobListOption... more) throws IOException {
    List<BlobListOption> options = new ArrayList<>(List.of(more));
    options.add(BlobListOption.prefix(below(folder)));
    options.add(BlobListOption.fields(Storage.BlobField.NAME, Storage.BlobField.UPDATED));
    List<Blob> blobs = new ArrayList<>();
    try {
      storage
          .list(output.getBucket(), options.toArray(BlobListOption[]::new))
          .iterateAll()
          .forEach(blobs::add);
    } catch (StorageException e) {
      throw failure(folder, e);
    }
    return blobs;
  }

  @Override
  public String address(String path) {
    return SCHEME + output.getBucket() + "/" + object(path);
  }

  @Override
  public WriteLock lock() {
    return new StoredLock(new GcsLockCell(this), ownerStatus);
  }

  private BlobId id(String path) {
    return BlobId.of(output.getBucket(), object(path));
  }

  private String object(String path) {
    String folder = output.getObject();
    return folder.isEmpty() || path.isEmpty() ? folder + path : folder + "/" + path;
  }

  /** The prefix of all names in a folder. */
  private String below(String folder) {
    String name = object(folder);
    return name.isEmpty() ? "" : name + "/";
  }

  private static String type(String path) {
    if (path.endsWith(OutputPaths.HTML)) {
      return "text/html; charset=utf-8";
    }
    return path.endsWith(OutputPaths.PARQUET)
        ? "application/vnd.apache.parquet"
        : "application/json";
  }

  private IOException failure(String path, StorageException e) {
    if (isRetention(e)) {
      return new IOException(
          retained("a retention policy or a hold", CLEAR_PERIOD + " " + CLEAR_HOLD), e);
    }
    return new IOException(address(path) + ": " + reason(e), e);
  }

  /** The first line of the message; the rest may be the HTML page of a proxy. */
  private static String reason(StorageException e) {
    if (e.getCode() <= 0) {
      return FileErrors.of(e);
    }
    String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    String status = e.getCode() + " ";
    if (e.getCode() == UNAUTHORIZED) {
      return "Cloud Storage requires credentials: run 'gcloud auth application-default login', or"
          + " set GOOGLE_APPLICATION_CREDENTIALS";
    }
    return "Cloud Storage answered " + (line.startsWith(status) ? line : status + line);
  }
}
