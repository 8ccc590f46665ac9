// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of the build. */
public final class ProductVersion implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    try (InputStream text =
        Objects.requireNonNull(ProductVersion.class.getResourceAsStream("version.txt"))) {
      return new String[] {new String(text.readAllBytes(), StandardCharsets.UTF_8).strip()};
    }
  }
}
