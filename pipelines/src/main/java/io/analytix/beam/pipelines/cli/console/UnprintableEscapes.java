// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.analytix.beam.channel.PrintableText;
import org.jspecify.annotations.Nullable;

/**
 * Escapes all characters that must not reach a terminal; a JSON parser returns the same text.
 * Jackson itself escapes only those below U+0020.
 */
public final class UnprintableEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1L;
  private static final int DELETE = 0x7F;

  /** Creates a factory of generators that escape these characters. */
  public static JsonFactory factory() {
    return new JsonFactoryBuilder().characterEscapes(new UnprintableEscapes()).build();
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] escapes = standardAsciiEscapesForJSON();
    escapes[DELETE] = ESCAPE_STANDARD;
    return escapes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return PrintableText.isUnprintable(character)
        ? new SerializedString("\\u%04X".formatted(character))
        : null;
  }
}
