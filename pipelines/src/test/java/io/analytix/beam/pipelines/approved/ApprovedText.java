// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.approved;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text of the repository that is made of the code. */
record ApprovedText(Path file) {
  private static final Path ROOT = Path.of("..");

  /** The file at this path from the root of the repository. */
  static ApprovedText at(String path) {
    return new ApprovedText(ROOT.resolve(path));
  }

  /** Fails unless the file says {@code made}; approving, makes the file say so. */
  void assertSays(String made) throws IOException {
    if (Boolean.getBoolean("approve")) {
      Files.writeString(file, made);
    }
    assertWithMessage(
            "%s differs from what is generated. If that is intended, regenerate it with"
                + " `mvn test -Dapprove=true -Dtest='PublicApiTest,GuideTest,TemplateFilesTest'"
                + " -Dsurefire.failIfNoSpecifiedTests=false`, read the diff, commit it, and add a"
                + " note for users to src/changes",
            ROOT.relativize(file))
        .that(made)
        .isEqualTo(approved());
  }

  /** The committed text, empty if there is none. */
  String approved() throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
