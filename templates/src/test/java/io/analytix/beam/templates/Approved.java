// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the repository that are made of the options. */
public final class Approved {
  private static final Path ROOT = Path.of("..");

  private Approved() {}

  /** Fails unless the file says {@code made}; approving, makes it say so. */
  public static void assertSays(String file, String made) throws IOException {
    Path path = ROOT.resolve(file);
    if (Boolean.getBoolean("approve")) {
      Files.createDirectories(path.getParent());
      Files.writeString(path, made);
    }
    assertWithMessage(
            "%s is not what the options say any more. If that is meant, write it anew with the"
                + " command in CONTRIBUTING.md, read the diff, commit it",
            file)
        .that(made)
        .isEqualTo(Files.exists(path) ? Files.readString(path) : "");
  }

  /** The same for what stands in a file between two comments that are called {@code name}. */
  public static void assertSays(String file, String name, String made) throws IOException {
    String whole = Files.readString(ROOT.resolve(file));
    String begin = "<!-- " + name + ": made of the options -->\n";
    String end = "<!-- " + name + ": end -->";
    int from = whole.indexOf(begin) + begin.length();
    assertSays(file, whole.substring(0, from) + made + whole.substring(whole.indexOf(end, from)));
  }
}
