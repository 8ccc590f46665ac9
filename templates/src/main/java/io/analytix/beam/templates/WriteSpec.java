// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import com.google.api.services.dataflow.model.TemplateMetadata;
import io.analytix.beam.pipelines.AnalytixOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.util.ReleaseInfo;

/** Writes the template's spec: {@code WriteSpec IMAGE@sha256:… FILE}. */
public final class WriteSpec {
  private WriteSpec() {}

  /** Writes it, or says in a line why not. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: WriteSpec IMAGE@sha256:… FILE");
      System.exit(1);
    }
    write(arguments[0], Path.of(arguments[1]));
  }

  static void write(String image, Path file) throws IOException {
    TemplateMetadata form = TemplateForm.nightly();
    List<String> mistakes = FormMistakes.of(form, AnalytixOptions.class);
    if (!mistakes.isEmpty()) {
      throw new IllegalStateException(String.join("; ", mistakes));
    }
    String version = ReleaseInfo.getReleaseInfo().getSdkVersion();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, Specs.text(Specs.of(image, version, form)));
  }
}
