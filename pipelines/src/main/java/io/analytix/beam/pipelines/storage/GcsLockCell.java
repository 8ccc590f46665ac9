// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lock of an output in its file {@code .lock}, which names the owner. The version of the object
 * makes a change conditional; without a lock there is no such file.
 */
record GcsLockCell(FileStore files) implements LockCell {
  static final String PATH = ".lock";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNKNOWN = "unknown";

  @Override
  public String what() {
    return "output " + files.address("");
  }

  @Override
  public RuntimeException refusal(String line, @Nullable Throwable cause) {
    return new OutputException(line, cause);
  }

  @Override
  public void requireChangeable() throws IOException {
    files.requireReplaceable(files.read(PATH));
  }

  @Override
  public Value read() throws IOException {
    StoredFile found = files.read(PATH);
    return new Value(found.content().map(GcsLockCell::parse), next -> replace(found, next));
  }

  private boolean replace(StoredFile found, @Nullable LockRequest next) throws IOException {
    try {
      if (next == null) {
        files.delete(found);
      } else {
        files.replace(found, json(next), next.owner().token());
      }
      return true;
    } catch (ConflictException e) {
      return false;
    }
  }

  /** A file without valid JSON has an unknown owner. */
  private static Holder parse(byte[] content) {
    JsonNode json;
    try {
      json = JSON.readTree(content);
    } catch (IOException e) {
      json = JSON.createObjectNode();
    }
    LockOwner owner =
        new LockOwner(json.path("run").asText(UNKNOWN), json.path("job").asText(UNKNOWN));
    return new Holder(
        owner,
        "%s, run %s, since %s"
            .formatted(
                json.path("name").asText(UNKNOWN), owner, json.path("since").asText(UNKNOWN)));
  }

  private static byte[] json(LockRequest holder) throws IOException {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("name", holder.name());
    json.put("run", holder.owner().token());
    json.put("job", holder.owner().job());
    json.put("since", LockRequest.now());
    return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n").getBytes(UTF_8);
  }
}
