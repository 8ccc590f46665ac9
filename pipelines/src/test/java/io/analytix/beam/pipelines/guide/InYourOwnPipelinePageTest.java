// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.guide;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The project of the page is one that {@code src/it} builds and tests. */
final class InYourOwnPipelinePageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PROJECT = ROOT.resolve("src/it/projects/in-your-own-pipeline");

  @Test
  void blocks_areTheFilesOfTheProject() throws IOException {
    List<String> blocks =
        Pattern.compile("`([^`\\n]+)`:\\n\\n```(?:xml|java)\\n(.*?)```\\n", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve("src/site/in-your-own-pipeline.md")))
            .results()
            .map(block -> block.group(1) + "\n" + block.group(2))
            .toList();

    assertThat(blocks)
        .containsExactly(
            file("pom.xml"),
            file("src/main/java/com/example/views/ChannelViews.java"),
            file("src/test/java/com/example/views/ChannelViewsTest.java"))
        .inOrder();
  }

  /** A file as a reader copies it: with versions, without our copyright. */
  private static String file(String path) throws IOException {
    String build =
        Files.readString(ROOT.resolve("pom.xml"))
            + Files.readString(ROOT.resolve("src/bom/pom.xml"));
    String text =
        Files.readString(PROJECT.resolve(path))
            .replaceFirst("^// Copyright.*\\n// SPDX.*\\n\\n", "");
    return path
        + "\n"
        + Pattern.compile("@([\\w.-]+)@")
            .matcher(text)
            .replaceAll(name -> Matcher.quoteReplacement(version(name, build)));
  }

  private static String version(MatchResult property, String build) {
    String element = property.group(1).replaceFirst("^project\\.", "");
    Matcher version = Pattern.compile("<" + Pattern.quote(element) + ">([^<]+)</").matcher(build);
    assertThat(version.find()).isTrue();
    return version.group(1);
  }
}
