// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.approved;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChangelogTest {
  @TempDir Path changes;

  @Test
  void text_ofTopicFiles_groupsTheirEntriesByHeadingAndKeepsReleases() throws IOException {
    write("b.md", "# Two\n\n## Removed\n\n- Old.\n\n## Added\n\n- New,\n  longer.\n- More.\n");
    write("a.md", "# One\n\n## Added\n\n- First.\n\n## API\n\n- `Name`.\n");

    String text =
        Changelog.text(
            changes, "# Changelog\n\n## Unreleased\n\n- Outdated.\n\n## 0.1.0\n\n- Released.\n");

    assertThat(text.substring(text.indexOf("## Unreleased")))
        .isEqualTo(
            """
            ## Unreleased

            ### Added

            - **One**
              - First.
            - **Two**
              - New,
                longer.
              - More.

            ### Removed

            - **Two**
              - Old.

            ### API

            - **One**
              - `Name`.

            ## 0.1.0

            - Released.
            """);
  }

  @Test
  void text_withoutChanges_keepsReleases() throws IOException {
    assertThat(Changelog.text(changes.resolve("none"), "# Old\n\n## 0.1.0\n\n- Released.\n"))
        .endsWith("\n\n## Unreleased\n\n## 0.1.0\n\n- Released.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "- No topic.\n",
        "# Topic\n\n- No heading.\n",
        "# Topic\n\n## Added\n\nNo entry.\n",
        "# Topic\n\n## Added\n\n- Without indent\nin the next line.\n",
        "# Topic\n\n## Improved\n\n- Unknown heading.\n"
      })
  void text_ofFileInAnotherForm_namesTheFile(String content) throws IOException {
    write("topic.md", content);

    assertThat(assertThrows(IllegalArgumentException.class, () -> Changelog.text(changes, "")))
        .hasMessageThat()
        .startsWith("topic.md");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(changes.resolve(name), content);
  }
}
