// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.cli.channels;

import io.analytix.beam.channel.ChannelId;
import io.analytix.beam.channel.PrintableText;
import io.analytix.beam.pipelines.UsageException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@code --recordsFile}: one record a line, its name and optionally the channel's id,
 * separated by a comma, a semicolon or a tab. Empty lines and lines that begin with # are skipped.
 */
final class RecordsFile {
  private RecordsFile() {}

  /**
   * A line.
   *
   * @param channelId the channel that the consent must be for, null for any
   */
  record Entry(String record, @Nullable String channelId) {}

  static List<Entry> read(String path) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of(path));
    } catch (NoSuchFileException e) {
      throw new UsageException("--recordsFile: there is no file '" + path + "'");
    } catch (CharacterCodingException e) {
      throw new UsageException("--recordsFile '" + path + "' is not UTF-8 text");
    } catch (IOException e) {
      throw new UsageException("--recordsFile '" + path + "' cannot be read");
    }
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replace("\uFEFF", "").strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("[,;\t]", 2);
      String name = parts[0].strip();
      String id = parts.length < 2 || parts[1].isBlank() ? null : parts[1].strip();
      String where = "--recordsFile '" + path + "', line " + (i + 1) + ": ";
      if (id != null && !ChannelId.isValid(id)) {
        throw new UsageException(
            where
                + "'"
                + PrintableText.of(id)
                + "' is not a channel id, which is of the form UC and 22 more characters");
      }
      if (!names.add(name)) {
        throw new UsageException(where + "'" + PrintableText.of(name) + "' is named twice");
      }
      entries.add(new Entry(name, id));
    }
    if (entries.isEmpty()) {
      throw new UsageException("--recordsFile '" + path + "' names no token record");
    }
    return entries;
  }
}
