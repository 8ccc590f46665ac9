// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.analytix.beam.pipelines.storage.ListedFile;
import io.analytix.beam.pipelines.storage.OutputPaths;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The file of all channels' rows of a month of a report, as it has to be.
 *
 * @param month as in the folders of the report
 * @param sources the paths of the channels' files, in the order of their rows
 * @param hash of the sources' paths and times
 */
record MonthFile(String report, String month, ArrayList<String> sources, String hash)
    implements Serializable {

  /** The file that is made of these. */
  static MonthFile of(String report, String month, List<ListedFile> sources) {
    List<ListedFile> sorted =
        sources.stream().sorted(Comparator.comparing(MonthFile::channel)).toList();
    Hasher hash = Hashing.sha256().newHasher();
    sorted.stream()
        .flatMap(file -> Stream.of(file.path(), file.changed().toString()))
        .forEach(text -> hash.putString(text + "\n", UTF_8));
    return new MonthFile(
        report,
        month,
        new ArrayList<>(sorted.stream().map(ListedFile::path).toList()),
        hash.hash().toString());
  }

  /** Channel, then content owner, of which none comes first. */
  private static String channel(ListedFile file) {
    return stem(file).replace('@', '\0');
  }

  /** The name of a Parquet file without its suffix. */
  static String stem(ListedFile file) {
    return file.name().substring(0, file.name().length() - OutputPaths.PARQUET.length());
  }

  /** Where it lies. */
  String path() {
    return OutputPaths.monthFile(report, month);
  }
}
