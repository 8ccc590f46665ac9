// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileTokenStoreTest {
  @TempDir Path outer;

  private Path folder() throws IOException {
    return Files.createDirectories(outer.resolve("records"));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder().resolve(file), text);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void names_folderOfManyFiles_areTheStemsOfJsonFilesInOrder() throws Exception {
    for (String file :
        List.of(
            "b.json",
            "a.b.json",
            "UCabcdefghijklmnopqrst_-.json",
            "a.txt",
            ".a123.tmp",
            ".hidden.json",
            "json")) {
      write(file, "{}");
    }
    Files.createDirectory(folder().resolve("folder.json"));

    assertThat(new FileTokenStore(folder()).names())
        .containsExactly("UCabcdefghijklmnopqrst_-", "a.b", "b")
        .inOrder();
  }

  @Test
  void names_noFolder_throwsIOException() {
    Path missing = outer.resolve("no");
    assertThat(assertThrows(IOException.class, () -> new FileTokenStore(missing).names()))
        .hasMessageThat()
        .isEqualTo("token records: '" + missing + "' is not a folder");
  }

  @Test
  void replace_unchangedRecord_isReplacedWholeAndOnlyTheOwnerMayRead() throws Exception {
    write("one.json", "{\"refresh_token\":\"old\",\"note\":1}");
    FileTokenStore store = new FileTokenStore(folder());
    TokenRecord read = store.read("one");

    assertThat(store.replace("one", read, read.withRefreshToken(Secret.of("new")))).isTrue();

    assertThat(store.read("one").refreshToken()).isEqualTo(Secret.of("new"));
    assertThat(Files.readString(folder().resolve("one.json"))).contains("note");
    assertThat(files()).containsExactly("one.json");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder().resolve("one.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void replace_recordChangedMeanwhile_returnsFalse() throws Exception {
    write("one.json", "{\"refresh_token\":\"old\"}");
    FileTokenStore store = new FileTokenStore(folder());
    TokenRecord read = store.read("one");
    write("one.json", "{\"refresh_token\":\"newer\"}");

    assertThat(store.replace("one", read, read.withRefreshToken(Secret.of("new")))).isFalse();

    assertThat(Files.readString(folder().resolve("one.json")))
        .isEqualTo("{\"refresh_token\":\"newer\"}");
    assertThat(files()).containsExactly("one.json");
  }

  @Test
  void replace_recordOnlyWrittenDifferently_isTheSameRecord() throws Exception {
    write("one.json", "{\"refresh_token\":\"old\"}");
    FileTokenStore store = new FileTokenStore(folder());
    TokenRecord read = store.read("one");
    write("one.json", "{ \"refresh_token\" :\n\"old\" }\n");

    assertThat(store.replace("one", read, read.withRefreshToken(Secret.of("new")))).isTrue();
  }

  @Test
  void replace_missingOrInvalidRecord_throwsAndLeavesNoFile() throws Exception {
    write("one.json", "{\"refresh_token\":\"old\"}");
    FileTokenStore store = new FileTokenStore(folder());
    TokenRecord read = store.read("one");
    write("one.json", "{\"refresh_");
    assertThrows(TokenRecordException.class, () -> store.replace("one", read, read));
    Files.delete(folder().resolve("one.json"));
    assertThrows(TokenRecordException.class, () -> store.replace("one", read, read));
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "sub/inside", "..", "", "/tmp/x", "a\0b", "."})
  void read_nameOutsideTheFolder_throwsTokenRecordException(String name) throws Exception {
    Files.writeString(outer.resolve("outside.json"), "{\"refresh_token\":\"x\"}");
    Files.createDirectories(folder().resolve("sub"));
    Files.writeString(folder().resolve("sub").resolve("inside.json"), "{\"refresh_token\":\"x\"}");
    FileTokenStore store = new FileTokenStore(folder());

    assertThrows(TokenRecordException.class, () -> store.read(name));
    TokenRecord record = TokenRecord.parse("{\"refresh_token\":\"x\"}".getBytes(UTF_8));
    assertThrows(TokenRecordException.class, () -> store.replace(name, record, record));
  }

  @Test
  void save_missingFolder_createsItForItsOwnerOnly() throws Exception {
    Path folder = outer.resolve("new");
    FileTokenStore store = new FileTokenStore(folder);
    assertThat(store.contains("one")).isFalse();

    store.save("one", TokenRecord.parse("{\"refresh_token\":\"a\"}".getBytes(UTF_8)));

    assertThat(store.contains("one")).isTrue();
    assertThat(store.read("one").refreshToken()).isEqualTo(Secret.of("a"));
    assertThat(store.names()).containsExactly("one");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("one.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void save_existingFile_replacesIt() throws Exception {
    write("one.json", "no record");
    Files.setPosixFilePermissions(
        folder().resolve("one.json"), PosixFilePermissions.fromString("rw-r--r--"));

    new FileTokenStore(folder())
        .save("one", TokenRecord.parse("{\"refresh_token\":\"a\"}".getBytes(UTF_8)));

    assertThat(files()).containsExactly("one.json");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder().resolve("one.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void save_interrupted_keepsTheOldRecordAndLeavesNoTemporaryFile() throws Exception {
    Files.createDirectories(folder().resolve("one.json/kept"));

    assertThrows(
        IOException.class,
        () ->
            new FileTokenStore(folder())
                .save("one", TokenRecord.parse("{\"refresh_token\":\"a\"}".getBytes(UTF_8))));

    assertThat(files()).containsExactly("one.json");
    assertThat(Files.isDirectory(folder().resolve("one.json/kept"))).isTrue();
  }

  @Test
  void records_afterACrashBeforeTheRename_areUnchanged() throws Exception {
    write("one.json", "{\"refresh_token\":\"old\"}");
    write(".one123.tmp", "{\"refresh_token\":\"ne");
    FileTokenStore store = new FileTokenStore(folder());

    assertThat(store.names()).containsExactly("one");
    assertThat(store.read("one").refreshToken()).isEqualTo(Secret.of("old"));
  }

  /** Names with odd characters and of every length: what can be saved is listed. */
  @Test
  void checkSavable_anyName_isRefusedOrSavedAndListed() throws Exception {
    FileTokenStore store = new FileTokenStore(folder());
    TokenRecord record = TokenRecord.parse("{\"refresh_token\":\"a\"}".getBytes(UTF_8));
    Set<String> good = new TreeSet<>();
    List<String> names = new ArrayList<>();
    for (String part : List.of("a", ".", "..", "/", "a/b", "\\", "\n", "\u001b", "\u202e", " ")) {
      names.addAll(List.of(part, part + "x", "x" + part, part + ".json"));
    }
    for (int length : new int[] {0, 225, 235, 249, 250, 251, 255, 300}) {
      names.addAll(List.of("n".repeat(length), "\u00fc".repeat(length / 2)));
    }
    for (String name : names) {
      try {
        store.checkSavable(name);
        good.add(name);
      } catch (TokenRecordException e) {
        assertThat(e).hasMessageThat().contains("name");
        assertThrows(TokenRecordException.class, () -> store.save(name, record));
        continue;
      }
      store.save(name, record);
    }

    assertThat(store.names()).containsExactlyElementsIn(good);
    assertThat(good).containsAtLeast("a", "x.", "a.json", "n".repeat(250), "\u00fc".repeat(125));
    assertThat(good).containsNoneOf("", " ", ".", "a/b", ".json", "\n", "x\u202e", "n".repeat(251));
    assertThat(files()).hasSize(good.size());
  }

  @Test
  void checkSavable_folderThatIsAFile_throwsIOException() throws Exception {
    Path file = Files.writeString(outer.resolve("file"), "");

    for (Path folder : List.of(file, file.resolve("below"))) {
      assertThat(
              assertThrows(IOException.class, () -> new FileTokenStore(folder).checkSavable("one")))
          .hasMessageThat()
          .contains("'" + file + "' is not a folder");
    }
    new FileTokenStore(outer.resolve("to/be/created")).checkSavable("one");
  }

  @Test
  void readableByOthers_someFiles_areNamed() throws Exception {
    for (String mode : List.of("rw-------", "rw-r--r--", "r--r-----", "rw--wx-wx")) {
      write(mode + ".json", "{}");
      Files.setPosixFilePermissions(
          folder().resolve(mode + ".json"), PosixFilePermissions.fromString(mode));
    }

    assertThat(new FileTokenStore(folder()).readableByOthers())
        .containsExactly("r--r-----", "rw-r--r--");
  }

  @Test
  void save_nameOutsideTheFolder_isRefused() throws Exception {
    FileTokenStore store = new FileTokenStore(folder());
    TokenRecord record = TokenRecord.parse("{\"refresh_token\":\"a\"}".getBytes(UTF_8));

    assertThrows(TokenRecordException.class, () -> store.save("../one", record));
    assertThat(store.contains("../one")).isFalse();
    assertThat(Files.exists(outer.resolve("one.json"))).isFalse();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @Timeout(60)
  void read_anythingButASmallFile_isRefusedInWords() throws Exception {
    new ProcessBuilder("mkfifo", folder().resolve("pipe.json").toString()).start().waitFor();
    Files.createSymbolicLink(folder().resolve("device.json"), Path.of("/dev/zero"));
    Files.createSymbolicLink(folder().resolve("loop.json"), Path.of("loop.json"));
    Files.createSymbolicLink(folder().resolve("dangling.json"), Path.of("no.json"));
    write("large.json", "{\"refresh_token\":\"x\"}" + " ".repeat(1 << 20));
    write("good.txt", "{\"refresh_token\":\"x\"}");
    Files.createSymbolicLink(folder().resolve("good.json"), Path.of("good.txt"));
    FileTokenStore store = new FileTokenStore(folder());
    Map<String, String> problems = new TreeMap<>();

    for (String name : store.names()) {
      try {
        problems.put(name, store.read(name).refreshToken().reveal());
      } catch (TokenRecordException e) {
        problems.put(name, e.getMessage());
      }
    }

    String unreadable = "the token record's file cannot be read: ";
    assertThat(problems)
        .containsExactly(
            "pipe", unreadable + "it is a pipe or a device, not a file",
            "device", unreadable + "it is a pipe or a device, not a file",
            "loop", unreadable + "its links lead back to themselves",
            "dangling", "the token record no longer exists",
            "large", unreadable + "it is larger than 1 MiB",
            "good", "x");
  }

  @Test
  void save_nameThatIsTooLong_saysSo() throws Exception {
    TokenRecord record = TokenRecord.parse("{\"refresh_token\":\"a\"}".getBytes(UTF_8));

    assertThat(
            assertThrows(
                TokenRecordException.class,
                () -> new FileTokenStore(folder()).save("n".repeat(300), record)))
        .hasMessageThat()
        .endsWith("must have at most 250 bytes");
    new FileTokenStore(folder()).save("n".repeat(250), record);
    assertThat(new FileTokenStore(folder()).names()).containsExactly("n".repeat(250));
  }

  @Test
  void names_folderThatIsAFile_saysSo() throws Exception {
    Path file = Files.writeString(outer.resolve("file"), "x");

    assertThat(assertThrows(IOException.class, () -> new FileTokenStore(file).names()))
        .hasMessageThat()
        .isEqualTo("token records: '" + file + "' is not a folder");
  }
}
