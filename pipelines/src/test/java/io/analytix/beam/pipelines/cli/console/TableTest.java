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

    assertThat(table.lines(80))
        .containsExactly("NAME       N  NOTE", "a          1  first", "longer  1000")
        .inOrder();
  }

  @Test
  void lines_longLastCell_wrapsInItsColumn() {
    Table table =
        new Table(AnsiColors.NONE).left("NAME").left("NOTE").row("a", "word ".repeat(20).strip());

    assertThat(table.lines(80))
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

    assertThat(table.lines(80))
        .containsExactly("NAME    NOTE", "<bad>     x", "longer  y")
        .inOrder();
  }

  @Test
  void lines_columnsThatDoNotFit_followIndentedAndBreakNoWord() {
    Table table =
        new Table(AnsiColors.NONE)
            .left("TOKEN RECORD")
            .left("CHANNEL")
            .right("FILES")
            .left("TITLE")
            .row("garden-radio", "UCaaaaaaaaaaaaaaaaaaaaaa", 1_000, "Radio in the garden")
            .row("x", "UCbbbbbbbbbbbbbbbbbbbbbb", 7, "");

    assertThat(table.lines(40))
        .containsExactly(
            "TOKEN RECORD  CHANNEL",
            "    FILES  TITLE",
            "garden-radio  UCaaaaaaaaaaaaaaaaaaaaaa",
            "     1000  Radio in the garden",
            "x             UCbbbbbbbbbbbbbbbbbbbbbb",
            "        7")
        .inOrder();
    assertThat(table.lines(100)).hasSize(3);
  }

  @Test
  void lines_columnOfZeros_isLeftOutIfOptional() {
    Table table = new Table(AnsiColors.NONE).left("NAME").rightUnlessZero("A").rightUnlessZero("B");
    table.row("one", 0, 0).row("two", 0, 5);

    assertThat(table.lines(80)).containsExactly("NAME  B", "one   0", "two   5").inOrder();
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
