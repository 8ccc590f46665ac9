// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.approved;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page about readers: its table is that of {@code src/interop/readers/matrix.tsv}. */
final class ReadersPage {
  private static final Pattern TABLE = Pattern.compile("(?m)^\\| reader \\|(.*\n\\|)*.*\n");
  private static final int PROGRAM = 2;

  private ReadersPage() {}

  /** Returns the page with the table of this matrix instead of its own. */
  static String text(String page, Path matrix) throws IOException {
    Matcher table = TABLE.matcher(page);
    if (!table.find()) {
      throw new IllegalArgumentException("the page has no table whose first column is `reader`");
    }
    return page.substring(0, table.start()) + table(matrix) + page.substring(table.end());
  }

  private static String table(Path matrix) throws IOException {
    StringBuilder table = new StringBuilder();
    for (String line : Files.readAllLines(matrix)) {
      List<String> cells = new ArrayList<>(Arrays.asList(line.split("\t", -1)));
      cells.remove(PROGRAM);
      boolean head = table.isEmpty();
      table.append("| ").append(String.join(" | ", cells)).append(" |\n");
      if (head) {
        table.append("|").append("---|".repeat(cells.size())).append("\n");
      }
    }
    return table.toString();
  }
}
