// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void lines_columnsOfBothKinds_areAsWideAsTheyNeedToBe() {
    Table table =
        new Table(AnsiColors.NONE)
            .left("NAME")
            .right("N")
            .left("NOTE")
            .row("a", 1, "first")
            .row("longer", 1000, "");

    assertThat(table.lines())
        .containsExactly("NAME       N  NOTE", "a          1  first", "longer  1000")
        .inOrder();
  }

  @Test
  void lines_longLastCell_wrapsInItsColumn() {
    Table table =
        new Table(AnsiColors.NONE).left("NAME").left("NOTE").row("a", "word ".repeat(20).strip());

    assertThat(table.lines())
        .containsExactly(
            "NAME  NOTE",
            "a     " + "word ".repeat(15).strip(),
            "      " + "word ".repeat(5).strip())
        .inOrder();
  }

  @Test
  void lines_colouredCell_keepsItsWidth() {
    Table table =
        new Table(AnsiColors.NONE)
            .left("NAME")
            .left("NOTE")
            .row(new Table.Cell("bad", text -> "<" + text + ">"), "x")
            .row("longer", "y");

    assertThat(table.lines()).containsExactly("NAME    NOTE", "<bad>     x", "longer  y").inOrder();
  }

  @Test
  void wrap_listWithoutSpaces_breaksAfterItsCommas() {
    assertThat(TextWrap.wrap("alpha,beta,gamma", 11))
        .containsExactly("alpha,beta,", "gamma")
        .inOrder();
    assertThat(TextWrap.wrap("", 11)).containsExactly("");
    assertThat(TextWrap.wrap("muchlongerthanthat x", 5))
        .containsExactly("muchlongerthanthat", "x")
        .inOrder();
  }
}
