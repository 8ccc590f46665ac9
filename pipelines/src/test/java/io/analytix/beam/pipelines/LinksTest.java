// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link inside the repository leads somewhere, and the guide's index to every page. */
final class LinksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path GUIDE = ROOT.resolve("src/site");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```");

  @Test
  void links_ofEveryPage_resolve() throws IOException {
    List<Path> pages = pages(ROOT);

    assertThat(pages).contains(ROOT.resolve("README.md"));
    assertThat(broken(pages)).isEmpty();
  }

  @Test
  void links_toNoFileOrNoHeading_areFound(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("other.md"), "# Its `code_word`, and more\n");
    Path page =
        Files.writeString(
            folder.resolve("page.md"),
            """
            # Here
            [a](other.md) [b](other.md#its-code_word-and-more) [c](#here) [d](https://example.com)
            [e](none.md) [f](other.md#none) [g](#none)
            ```
            [h](none.md)
            ```
            """);

    assertThat(broken(List.of(page)))
        .containsExactly("page.md: none.md", "page.md: other.md#none", "page.md: #none")
        .inOrder();
  }

  @Test
  void index_leadsToEveryPageOfTheGuide() throws IOException {
    try (Stream<Path> pages = Files.list(GUIDE)) {
      assertThat(links(GUIDE.resolve("index.md")))
          .containsAtLeastElementsIn(
              pages
                  .map(page -> page.getFileName().toString())
                  .map(name -> name.endsWith(".md") ? name : name + "/")
                  .filter(name -> !name.equals("index.md") && !name.equals("images/"))
                  .toList());
    }
  }

  @Test
  void index_ofTheDecisions_leadsToEachOnce() throws IOException {
    Path decisions = GUIDE.resolve("decisions");
    try (Stream<Path> pages = Files.list(decisions)) {
      assertThat(links(decisions.resolve("README.md")))
          .containsExactlyElementsIn(
              pages
                  .map(page -> page.getFileName().toString())
                  .filter(name -> !name.equals("README.md"))
                  .toList());
    }
  }

  private static List<Path> pages(Path root) throws IOException {
    List<Path> pages = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              pages.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return pages;
  }

  private static List<String> broken(List<Path> pages) throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages) {
      for (String link : links(page)) {
        if (!link.contains(":") && !leadsSomewhere(page, link)) {
          broken.add(page.getFileName() + ": " + link);
        }
      }
    }
    return broken;
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
    return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  private static List<String> links(Path page) throws IOException {
    return LINK.matcher(prose(page)).results().map(link -> link.group(1)).toList();
  }

  /** The headings' anchors, as GitHub makes them. */
  private static List<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(prose(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }

  private static String prose(Path page) throws IOException {
    return BLOCK.matcher(Files.readString(page)).replaceAll("");
  }
}
