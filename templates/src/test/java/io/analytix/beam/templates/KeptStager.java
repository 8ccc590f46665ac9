// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import com.google.api.services.dataflow.model.DataflowPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.runners.dataflow.util.Stager;
import org.apache.beam.sdk.options.PipelineOptions;

/** Keeps what would be uploaded, in this process; jars are not even read. */
public final class KeptStager implements Stager {
  /** Names the folder that gets what is kept as files, too, if there is one. */
  static final String FOLDER = "analytix.staged";

  private static final Map<String, byte[]> KEPT = new ConcurrentHashMap<>();

  private KeptStager() {}

  /** Beam makes it so. */
  public static KeptStager fromOptions(PipelineOptions options) {
    return new KeptStager();
  }

  /** What was staged last under a name, such as {@code pipeline.pb}. */
  static byte[] kept(String name) {
    return KEPT.get(name);
  }

  // The type of what the list holds is not for others to name.
  @Override
  @SuppressWarnings("rawtypes")
  public List<DataflowPackage> stageFiles(List files) {
    return List.of();
  }

  @Override
  public DataflowPackage stageToFile(byte[] bytes, String name) {
    KEPT.put(name, bytes);
    String folder = System.getProperty(FOLDER);
    if (folder != null) {
      try {
        Files.write(Path.of(folder, name), bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new DataflowPackage().setName(name).setLocation("gs://none/" + name);
  }
}
