// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import io.analytix.beam.channel.TrustedEndpoint;
import io.analytix.beam.pipelines.lock.JobLiveness;
import io.analytix.beam.pipelines.lock.Liveness;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.options.GcsOptions;
import org.apache.beam.sdk.extensions.gcp.util.Transport;
import org.apache.beam.sdk.extensions.gcp.util.gcsfs.GcsPath;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/**
 * An output in Cloud Storage, reached with Beam's own client, credentials and options.
 *
 * <p>An object is replaced as a whole or not at all, so nothing temporary is written. It is
 * replaced and deleted only as long as its generation is the one that was read. The client retries
 * what may pass; where it loses an answer, the second try meets its own first one, which is no
 * change by somebody else.
 */
final class CloudStorageFiles implements OutputFiles {
  static final String SCHEME = "gs://";

  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;
  private static final String GENERATION = "x-goog-generation";

  /** A body that breaks off is read again; the client does not do that. */
  private static final int READS = 3;

  private final Storage storage;
  private final GcsPath output;
  private final Liveness liveness;

  CloudStorageFiles(Storage storage, GcsPath output, Liveness liveness) {
    this.storage = storage;
    this.output = output;
    this.liveness = liveness;
  }

  /** The files at an address of {@link #path}, with the access that the options describe. */
  static CloudStorageFiles open(String address, PipelineOptions options) {
    return new CloudStorageFiles(
        Transport.newStorageClient(access(options)).build(),
        path(address),
        new JobLiveness(options));
  }

  /** Who pretends to be Cloud Storage on this machine gets no credentials. */
  private static GcsOptions access(PipelineOptions options) {
    GcsOptions access = options.as(GcsOptions.class);
    String endpoint = access.getGcsEndpoint();
    if (endpoint == null
        || !TrustedEndpoint.isLoopback(TrustedEndpoint.check("--gcsEndpoint", endpoint))) {
      return access;
    }
    GcsOptions here = PipelineOptionsFactory.create().as(GcsOptions.class);
    here.setGcsEndpoint(endpoint);
    here.setCredentialFactoryClass(NoopCredentialFactory.class);
    return here;
  }

  /**
   * The address of a folder, however many slashes it is written with.
   *
   * @throws OutputException with one line, if it is none
   */
  static GcsPath path(String address) {
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
      Objects unused =
          storage
              .objects()
              .list(output.getBucket())
              .setPrefix(below(""))
              .setMaxResults(1L)
              .execute();
    } catch (HttpResponseException e) {
      throw new OutputException(
          e.getStatusCode() == NOT_FOUND
              ? "output %s: there is no bucket %s: make it, or name another"
                  .formatted(address(""), output.getBucket())
              : "output %s cannot be read: %s".formatted(address(""), reason(e)),
          e);
    } catch (IOException e) {
      throw new OutputException("output " + address("") + " cannot be read: " + Lines.of(e), e);
    }
  }

  @Override
  public FoundFile read(String path) throws IOException {
    IOException broken = null;
    for (int attempt = 0; attempt < READS; attempt++) {
      try {
        return tryRead(path);
      } catch (HttpResponseException e) {
        if (e.getStatusCode() == NOT_FOUND) {
          return FoundFile.none(path);
        }
        throw failure(path, e);
      } catch (IOException e) {
        broken = e;
      }
    }
    throw new IOException(
        address(path) + ": " + Lines.of(java.util.Objects.requireNonNull(broken)), broken);
  }

  private FoundFile tryRead(String path) throws IOException {
    HttpResponse response = storage.objects().get(output.getBucket(), object(path)).executeMedia();
    try (InputStream body = response.getContent()) {
      String generation = response.getHeaders().getFirstHeaderStringValue(GENERATION);
      if (generation == null) {
        throw new IOException("the answer does not tell its generation");
      }
      return FoundFile.of(path, body.readAllBytes(), Long.parseLong(generation));
    } finally {
      response.disconnect();
    }
  }

  @Override
  public void replace(String path, byte[] content, String runId) throws IOException {
    put(path, content, null);
  }

  @Override
  public void replace(FoundFile found, byte[] content, String runId) throws IOException {
    put(found.path(), content, found.version());
  }

  private void put(String path, byte[] content, @Nullable Long generation) throws IOException {
    String digest = md5(content);
    // The digest lets the server refuse what did not arrive whole.
    StorageObject object = new StorageObject().setName(object(path)).setMd5Hash(digest);
    Storage.Objects.Insert insert =
        storage
            .objects()
            .insert(output.getBucket(), object, new ByteArrayContent(type(path), content));
    insert.setIfGenerationMatch(generation);
    insert.getMediaHttpUploader().setDirectUploadEnabled(true);
    insert.setDisableGZipContent(true);
    try {
      StorageObject unused = insert.execute();
    } catch (HttpResponseException e) {
      if (e.getStatusCode() != PRECONDITION_FAILED) {
        throw failure(path, e);
      }
      if (!holds(path, digest)) {
        throw new ChangedSinceException(address(path));
      }
    }
  }

  /** Whether the object is the one that was put, by a try whose answer was lost. */
  private boolean holds(String path, String digest) throws IOException {
    try {
      return digest.equals(
          storage.objects().get(output.getBucket(), object(path)).execute().getMd5Hash());
    } catch (HttpResponseException e) {
      if (e.getStatusCode() == NOT_FOUND) {
        return false;
      }
      throw failure(path, e);
    }
  }

  @Override
  public void delete(FoundFile found) throws IOException {
    if (found.content().isEmpty()) {
      return;
    }
    try {
      storage
          .objects()
          .delete(output.getBucket(), object(found.path()))
          .setIfGenerationMatch(found.version())
          .execute();
    } catch (HttpResponseException e) {
      if (e.getStatusCode() == PRECONDITION_FAILED) {
        throw new ChangedSinceException(address(found.path()));
      }
      if (e.getStatusCode() != NOT_FOUND) {
        throw failure(found.path(), e);
      }
    }
  }

  @Override
  public List<ListedFile> list(String folder) throws IOException {
    List<ListedFile> files = new ArrayList<>();
    for (Objects page : pages(folder, null)) {
      for (StorageObject object : orNone(page.getItems())) {
        String path = object.getName().substring(below("").length());
        if (!path.matches("(.*/)?[.].*|.*/")) {
          files.add(new ListedFile(path, Instant.ofEpochMilli(object.getUpdated().getValue())));
        }
      }
    }
    files.sort(java.util.Comparator.comparing(ListedFile::path));
    return files;
  }

  @Override
  public List<String> folders(String folder) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Objects page : pages(folder, "/")) {
      for (String prefix : orNone(page.getPrefixes())) {
        names.add(prefix.substring(below(folder).length(), prefix.length() - 1));
      }
    }
    return List.copyOf(names);
  }

  private List<Objects> pages(String folder, @Nullable String delimiter) throws IOException {
    List<Objects> pages = new ArrayList<>();
    Storage.Objects.List list =
        storage
            .objects()
            .list(output.getBucket())
            .setPrefix(below(folder))
            .setDelimiter(delimiter)
            .setFields("items(name,updated),prefixes,nextPageToken");
    String next;
    try {
      do {
        Objects page = list.execute();
        pages.add(page);
        next = page.getNextPageToken();
        list.setPageToken(next);
      } while (next != null);
    } catch (HttpResponseException e) {
      throw failure(folder, e);
    }
    return pages;
  }

  private static <T> List<T> orNone(@Nullable List<T> values) {
    return values == null ? Collections.emptyList() : values;
  }

  @Override
  public String address(String path) {
    return SCHEME + output.getBucket() + "/" + object(path);
  }

  @Override
  public boolean keepsLock() {
    return true;
  }

  @Override
  public HeldLock lock(LockRequest request) {
    return LockObject.take(this, request, liveness);
  }

  @Override
  public HeldLock share(LockRequest request) {
    return LockObject.share(this, request);
  }

  private String object(String path) {
    String folder = output.getObject();
    return folder.isEmpty() || path.isEmpty() ? folder + path : folder + "/" + path;
  }

  /** How the names start of all that lies in a folder. */
  private String below(String folder) {
    String name = object(folder);
    return name.isEmpty() ? "" : name + "/";
  }

  private static String type(String path) {
    if (path.endsWith(PathName.HTML)) {
      return "text/html; charset=utf-8";
    }
    return path.endsWith(PathName.PARQUET) ? "application/vnd.apache.parquet" : "application/json";
  }

  private IOException failure(String path, HttpResponseException e) {
    return new IOException(address(path) + ": " + reason(e), e);
  }

  private static String reason(HttpResponseException e) {
    String message =
        e instanceof GoogleJsonResponseException json && json.getDetails() != null
            ? json.getDetails().getMessage()
            : e.getStatusMessage();
    return "Cloud Storage answered " + e.getStatusCode() + " " + message;
  }

  private static String md5(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
