// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.dataflow.model.ContainerSpec;
import com.google.api.services.dataflow.model.SDKInfo;
import com.google.api.services.dataflow.model.TemplateMetadata;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The file that a launch names: which image, and which form. Written and read strictly. */
public final class Specs {
  private static final Pattern BY_DIGEST = Pattern.compile("[^@\\s]+@sha256:[0-9a-f]{64}");

  private Specs() {}

  /**
   * The spec of a template.
   *
   * @param image by digest, so that nobody can put another one under its name
   * @param beam version of the SDK in it
   */
  public static ContainerSpec of(String image, String beam, TemplateMetadata form) {
    if (!BY_DIGEST.matcher(image).matches()) {
      throw new IllegalArgumentException(
          "the image is '" + image + "', but must be named by its digest: NAME@sha256:…");
    }
    return new ContainerSpec()
        .setImage(image)
        .setSdkInfo(new SDKInfo().setLanguage("JAVA").setVersion(beam))
        .setMetadata(form);
  }

  /** Readable, with the names in the order of the alphabet, and a line break at the end. */
  public static String text(GenericJson json) throws IOException {
    return GsonFactory.getDefaultInstance().toPrettyString(json) + "\n";
  }

  /**
   * Reads what {@link #text} wrote, or another hand.
   *
   * @throws IllegalArgumentException if there is anything in it that the API does not know
   */
  public static <T extends GenericJson> T read(String text, Class<T> type) throws IOException {
    T read = GsonFactory.getDefaultInstance().fromString(text, type);
    TreeSet<String> unknown = new TreeSet<>();
    collectUnknown(read, "", unknown);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          type.getSimpleName() + " has no attribute " + String.join(", ", unknown));
    }
    return read;
  }

  private static void collectUnknown(Object value, String path, Collection<String> unknown) {
    if (value instanceof GenericJson json) {
      json.getUnknownKeys().keySet().forEach(key -> unknown.add(path + key));
    }
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, part) -> collectUnknown(part, path + key + ".", unknown));
    } else if (value instanceof Collection<?> list) {
      list.forEach(part -> collectUnknown(part, path, unknown));
    }
  }
}
