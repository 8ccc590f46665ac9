// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of an output as a file that names its owner, made only if it is absent and changed only
 * if it is as it was read: so that of two runs one wins. It outlives its holder; whoever finds one
 * of a run that has certainly ended takes it over.
 */
final class GcsLock implements HeldLock {
  static final String PATH = ".lock";

  private static final Logger LOG = LoggerFactory.getLogger(GcsLock.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ATTEMPTS = 10;

  private final FileStore files;
  private final Holder holder;

  private GcsLock(FileStore files, Holder holder) {
    this.files = files;
    this.holder = holder;
  }

  /** What the file says. */
  private record Holder(String name, LockOwner owner, String since) {
    static Holder of(LockRequest request) {
      return new Holder(
          request.name(),
          request.owner(),
          Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    static Optional<Holder> read(StoredFile file) {
      return file.content().map(Holder::parse);
    }

    /** A file that tells nothing has an owner that nobody knows. */
    private static Holder parse(byte[] content) {
      try {
        JsonNode json = JSON.readTree(content);
        return new Holder(
            json.path("name").asText("unknown"),
            new LockOwner(json.path("run").asText("unknown"), json.path("job").asText("unknown")),
            json.path("since").asText("unknown"));
      } catch (IOException e) {
        return new Holder("unknown", new LockOwner("unknown", "unknown"), "unknown");
      }
    }

    byte[] json() throws IOException {
      Map<String, String> json = new LinkedHashMap<>();
      json.put("name", name);
      json.put("run", owner.token());
      json.put("job", owner.job());
      json.put("since", since);
      return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n")
          .getBytes(UTF_8);
    }

    boolean isRunOf(LockOwner other) {
      return owner.token().equals(other.token());
    }

    @Override
    public String toString() {
      return name + ", run " + owner + ", since " + since;
    }
  }

  /**
   * Takes the lock for a run, which may hold it already.
   *
   * @throws OutputException with one line, if another run holds it
   */
  static GcsLock take(FileStore files, LockRequest request, OwnerStatus liveness) {
    Holder wanted = Holder.of(request);
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        StoredFile found = files.read(PATH);
        Optional<Holder> holder = Holder.read(found);
        if (holder.isPresent()) {
          if (holder.get().isRunOf(request.owner())) {
            return new GcsLock(files, holder.get());
          }
          requireFree(files, holder.get(), request, liveness);
        }
        if (put(files, found, wanted)) {
          return new GcsLock(files, wanted);
        }
      }
    } catch (IOException e) {
      throw new OutputException(
          "output " + files.address("") + " cannot be locked: " + FileErrors.of(e), e);
    }
    throw new OutputException(
        "output " + files.address("") + " is being locked by many runs: try again");
  }

  /** The part of one of the run's workers, which neither takes the lock nor ends it. */
  static GcsLock share(FileStore files, LockRequest request) {
    return new GcsLock(files, Holder.of(request));
  }

  private static void requireFree(
      FileStore files, Holder holder, LockRequest request, OwnerStatus liveness) {
    if (!request.breakIt() && !hasEnded(holder, request, liveness)) {
      throw new OutputException(
          "output %s is being written by another run (%s): wait until it has ended, or give --breakLock if it is gone"
              .formatted(files.address(""), holder));
    }
    LOG.warn("takes over the lock of {} on output {}", holder, files.address(""));
  }

  private static boolean hasEnded(Holder holder, LockRequest request, OwnerStatus liveness) {
    try {
      return liveness.hasEnded(holder.owner(), request.owner());
    } catch (IOException e) {
      LOG.warn("cannot tell whether {} still runs: {}", holder, FileErrors.of(e));
      return false;
    }
  }

  /** False if somebody was faster. */
  private static boolean put(FileStore files, StoredFile found, Holder holder) throws IOException {
    try {
      files.replace(found, holder.json(), holder.owner().token());
      return true;
    } catch (ConflictException e) {
      return false;
    }
  }

  @Override
  public String owner() {
    return holder.toString();
  }

  @Override
  public void require() throws IOException {
    Optional<Holder> now = Holder.read(files.read(PATH));
    if (now.filter(one -> one.isRunOf(holder.owner())).isEmpty()) {
      throw new OutputException(
          "the lock on output %s was taken by %s: nothing more is written by this run"
              .formatted(
                  files.address(""), now.map(Holder::toString).orElse("somebody and given back")));
    }
  }

  @Override
  public void release() {
    try {
      StoredFile found = files.read(PATH);
      if (Holder.read(found).filter(one -> one.isRunOf(holder.owner())).isPresent()) {
        files.delete(found);
      }
    } catch (ConflictException e) {
      LOG.warn("the lock on output {} was taken over", files.address(""));
    } catch (IOException e) {
      LOG.warn(
          "the lock on output {} is left behind, and the next run has to take it over: {}",
          files.address(""),
          FileErrors.of(e));
    }
  }

  @Override
  public void leave() {
    // The run goes on: others write for it, and its last step gives the lock back.
  }
}
