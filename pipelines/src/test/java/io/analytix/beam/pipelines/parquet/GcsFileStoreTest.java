// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.parquet;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.analytix.beam.pipelines.storage.ConflictException;
import io.analytix.beam.pipelines.storage.FakeCloudStorage;
import io.analytix.beam.pipelines.storage.FakeCloudStorage.Fault;
import io.analytix.beam.pipelines.storage.FileStore;
import io.analytix.beam.pipelines.storage.ListedFile;
import io.analytix.beam.pipelines.storage.OutputException;
import io.analytix.beam.pipelines.storage.StoredFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.extensions.gcp.options.GcsOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class GcsFileStoreTest {
  private static final String FILE = "views/year_month=2026-01/UCa.parquet";

  private FakeCloudStorage storage;
  private FileStore files;

  @BeforeEach
  void start() throws IOException {
    storage = FakeCloudStorage.start();
    files = at("gs://" + FakeCloudStorage.BUCKET + "/lake").files();
  }

  @AfterEach
  void stop() {
    storage.close();
  }

  @Test
  void replace_thenRead_givesTheBytesAtTheirObject() throws IOException {
    byte[] content = bytes(100_000);

    files.replace(files.read(FILE), content, "run");

    assertThat(files.read(FILE).content().orElseThrow()).isEqualTo(content);
    assertThat(storage.objects().keySet()).containsExactly("lake/" + FILE);
    assertThat(storage.objects().get("lake/" + FILE).type())
        .isEqualTo("application/vnd.apache.parquet");
    assertThat(files.address(FILE)).isEqualTo("gs://lake-of-tests/lake/" + FILE);
  }

  @Test
  void replace_foundNothing_isOneCallAndFailsIfSomethingIsThereNow() throws IOException {
    StoredFile none = files.read(FILE);
    assertThat(none.content()).isEqualTo(Optional.empty());
    storage.forgetAsked();

    files.replace(none, bytes(3), "run");

    assertThat(storage.asked()).containsExactly("POST lake/" + FILE);
    assertThrows(ConflictException.class, () -> files.replace(none, bytes(4), "run"));
    assertThat(files.read(FILE).content().orElseThrow()).isEqualTo(bytes(3));
  }

  @Test
  void replace_changedBySomebodyElseSince_failsAndLeavesTheirs() throws IOException {
    files.replace(FILE, bytes(3), "run");
    StoredFile found = files.read(FILE);
    storage.put("lake/" + FILE, bytes(5));

    ConflictException failure =
        assertThrows(ConflictException.class, () -> files.replace(found, bytes(4), "run"));

    assertThat(failure)
        .hasMessageThat()
        .isEqualTo(
            "gs://lake-of-tests/lake/"
                + FILE
                + " was changed by another process since it was read");
    assertThrows(ConflictException.class, () -> files.delete(found));
    assertThat(files.read(FILE).content().orElseThrow()).isEqualTo(bytes(5));
  }

  @Test
  void replace_unavailableOnce_isTriedAgain() throws IOException {
    storage.fail("POST", FILE, Fault.UNAVAILABLE);

    files.replace(files.read(FILE), bytes(3), "run");

    assertThat(files.read(FILE).content().orElseThrow()).isEqualTo(bytes(3));
    storage.fail("POST", FILE, Fault.UNAVAILABLE);
    files.replace(FILE, bytes(4), "run");
    assertThat(files.read(FILE).content().orElseThrow()).isEqualTo(bytes(4));
  }

  @Test
  void replace_doneButTheAnswerIsLost_isNoChangeBySomebodyElse() throws IOException {
    for (Fault fault : List.of(Fault.DONE_BUT_UNAVAILABLE, Fault.ANSWER_LOST)) {
      byte[] content = bytes(fault.name().length());
      StoredFile found = files.read(FILE);
      storage.fail("POST", FILE, fault);

      files.replace(found, content, "run");

      assertThat(files.read(FILE).content().orElseThrow()).isEqualTo(content);
    }
  }

  @Test
  void replace_bucketKeepsObjects_isNoFailureForTheVeryBytes() throws IOException {
    byte[] content = bytes(3);
    files.replace(FILE, content, "run");
    storage.keepObjects("retentionPolicyNotMet");
    StoredFile found = files.read(FILE);

    files.replace(FILE, content, "run");
    files.replace(found, content, "run");

    for (Executable change :
        List.<Executable>of(
            () -> files.replace(found, bytes(4), "run"), () -> files.delete(found))) {
      assertThat(assertThrows(IOException.class, change))
          .hasMessageThat()
          .contains("bucket lake-of-tests has a retention policy or a hold");
    }
    assertThat(files.read(FILE).content().orElseThrow()).isEqualTo(content);
  }

  @Test
  void delete_againOrWithTheAnswerLost_isGone() throws IOException {
    files.replace(FILE, bytes(3), "run");
    StoredFile found = files.read(FILE);
    storage.fail("DELETE", FILE, Fault.DONE_BUT_UNAVAILABLE);

    files.delete(found);
    files.delete(found);
    files.delete(files.read(FILE));

    assertThat(storage.objects()).isEmpty();
  }

  @Test
  void read_bodyBreaksOff_isReadAgain() throws IOException {
    files.replace(FILE, bytes(50_000), "run");
    storage.fail("GET", FILE, Fault.BODY_BROKEN);

    assertThat(files.read(FILE).content().orElseThrow()).isEqualTo(bytes(50_000));
  }

  @Test
  void read_replacedMeanwhile_isOneVersionThatAReplacementIsHeldAgainst() throws IOException {
    files.replace(FILE, bytes(50), "run");
    storage.fail("GET", FILE, Fault.CHANGED_AFTER);

    StoredFile found = files.read(FILE);

    assertThat(found.content().orElseThrow()).isEqualTo("theirs".getBytes(UTF_8));
    assertThat(found.version()).isEqualTo(storage.objects().get("lake/" + FILE).generation());
    files.replace(found, bytes(51), "run");
    assertThat(files.read(FILE).content().orElseThrow()).isEqualTo(bytes(51));
  }

  @Test
  void read_replacedAgainAndAgain_fails() throws IOException {
    files.replace(FILE, bytes(50), "run");
    for (int call = 0; call < 3 * 2; call++) {
      storage.fail("GET", FILE, Fault.CHANGED_AFTER);
    }

    IOException failure = assertThrows(IOException.class, () -> files.read(FILE));

    assertThat(failure).hasMessageThat().contains(FILE + ": Cloud Storage answered 404 No such");
  }

  @Test
  void read_forbiddenByAProxy_isOneLineWithoutItsPage() {
    storage.fail("GET", FILE, Fault.FORBIDDEN_BY_PROXY);

    IOException failure = assertThrows(IOException.class, () -> files.read(FILE));

    assertThat(failure)
        .hasMessageThat()
        .isEqualTo("gs://lake-of-tests/lake/" + FILE + ": Cloud Storage answered 403 Forbidden");
  }

  @Test
  void read_forbidden_isOneLineThatIsNotTriedAgain() {
    storage.fail("GET", FILE, Fault.FORBIDDEN);

    IOException failure = assertThrows(IOException.class, () -> files.read(FILE));

    assertThat(failure)
        .hasMessageThat()
        .isEqualTo(
            "gs://lake-of-tests/lake/"
                + FILE
                + ": Cloud Storage answered 403 no permission storage.objects.get");
    assertThat(storage.asked()).hasSize(1);
  }

  @Test
  void list_manyPages_isAllBelowTheFolderInOrderWithoutHiddenOnes() throws IOException {
    for (String path :
        List.of(
            "views/year_month=2026-01/UCb.parquet",
            "views/year_month=2026-01/UCa.parquet",
            "views/year_month=2026-02/UCa.parquet",
            "views/year_month=2026-02/.UCa.parquet",
            "views/.hidden/UCa.parquet",
            "views/UC c+%.parquet",
            "viewsOfOthers/UCa.parquet",
            ".lock")) {
      files.replace(path, bytes(1), "run");
    }
    storage.put("lake/views/", bytes(0));
    storage.put("lakes/views/UCz.parquet", bytes(1));

    assertThat(files.list("views").stream().map(ListedFile::path).toList())
        .containsExactly(
            "views/UC c+%.parquet",
            "views/year_month=2026-01/UCa.parquet",
            "views/year_month=2026-01/UCb.parquet",
            "views/year_month=2026-02/UCa.parquet")
        .inOrder();
    assertThat(files.list("").stream().map(ListedFile::path).toList()).hasSize(5);
    assertThat(files.folders("views"))
        .containsExactly(".hidden", "year_month=2026-01", "year_month=2026-02");
    assertThat(files.folders("")).containsExactly("views", "viewsOfOthers");
    assertThat(files.list("nothing")).isEmpty();
    assertThat(files.folders("nothing")).isEmpty();
    assertThat(ParquetOutput.newest("views", files).get(0))
        .isEqualTo("views/year_month=2026-02/UCa.parquet");
  }

  @Test
  void at_wholeBucket_liesInItsRoot() throws IOException {
    FileStore root = at("gs://" + FakeCloudStorage.BUCKET).files();

    root.replace(FILE, bytes(1), "run");

    assertThat(storage.objects().keySet()).containsExactly(FILE);
    assertThat(root.folders("")).containsExactly("views");
    assertThat(root.list("views")).hasSize(1);
  }

  @Test
  void at_manySlashes_isTheSameOutput() {
    assertThat(at("gs://lake-of-tests//lake/").address())
        .isEqualTo(at("gs://lake-of-tests/lake").address());
  }

  @Test
  void at_noAddress_isRejectedInOneLine() {
    for (String address : List.of("gs://", "gs:///x", "gs://bucket/a/../b", "gs://bucket/*")) {
      OutputException refused = assertThrows(OutputException.class, () -> at(address));

      assertThat(refused)
          .hasMessageThat()
          .isEqualTo(
              "output '" + address + "' is no address in Cloud Storage: give gs://BUCKET/FOLDER");
    }
  }

  @Test
  void check_noSuchBucketOrForbidden_isRejectedInOneLine() {
    OutputException missing =
        assertThrows(OutputException.class, () -> at("gs://other/lake").check(List.of()));
    storage.fail("GET", "", Fault.FORBIDDEN);
    OutputException forbidden =
        assertThrows(OutputException.class, () -> at("gs://lake-of-tests/x").check(List.of()));

    assertThat(missing)
        .hasMessageThat()
        .isEqualTo("output gs://other/lake: there is no bucket other: create it, or name another");
    assertThat(forbidden)
        .hasMessageThat()
        .isEqualTo(
            "output gs://lake-of-tests/x cannot be read: Cloud Storage answered 403 no permission"
                + " storage.objects.get");
  }

  @Test
  void at_endpointElsewhere_isRefusedBeforeAnythingIsSent() {
    GcsOptions options = PipelineOptionsFactory.create().as(GcsOptions.class);
    options.setGcsEndpoint("https://storage.example.com/storage/v1/");
    ParquetOutput output = ParquetOutput.at("gs://lake-of-tests/lake", options);

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> output.check(List.of()));

    assertThat(refused).hasMessageThat().startsWith("--gcsEndpoint is 'https://storage.example");
  }

  private ParquetOutput at(String address) {
    GcsOptions options = PipelineOptionsFactory.create().as(GcsOptions.class);
    options.setGcsEndpoint(storage.endpoint());
    return ParquetOutput.at(address, options);
  }

  private static byte[] bytes(int length) {
    return "\r\n--é".repeat(length).substring(0, length).getBytes(UTF_8);
  }
}
