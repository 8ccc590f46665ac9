// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.storage;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DataflowOwnerStatusTest {
  private static final LockOwner ASKER = new LockOwner("t2", LockOwner.process());

  private final List<String> asked = new ArrayList<>();
  private HttpServer dataflow;
  private DataflowOwnerStatus liveness;

  /** Two pages of running jobs. */
  @BeforeEach
  void start() throws IOException {
    dataflow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    dataflow.createContext(
        "/",
        exchange -> {
          String uri = exchange.getRequestURI().toString();
          asked.add(uri);
          String job = uri.contains("pageToken=more") ? "Nightly" : "other";
          String next = uri.contains("pageToken=more") ? "" : ", \"nextPageToken\": \"more\"";
          byte[] body = "{\"jobs\": [{\"name\": \"%s\"}]%s}".formatted(job, next).getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    dataflow.start();
    GcpOptions options = PipelineOptionsFactory.create().as(GcpOptions.class);
    options.setProject("project-a");
    options.setCredentialFactoryClass(NoopCredentialFactory.class);
    liveness =
        new DataflowOwnerStatus(
            "http://127.0.0.1:" + dataflow.getAddress().getPort() + "/", options);
  }

  @AfterEach
  void stop() {
    dataflow.stop(0);
  }

  @Test
  void hasEnded_jobOnTheSecondPageOfRunningOnes_isFalse() throws IOException {
    assertThat(liveness.hasEnded(job("project-a", "nightly"), ASKER)).isFalse();
    assertThat(asked)
        .containsExactly(
            "/v1b3/projects/project-a/jobs:aggregated?filter=ACTIVE",
            "/v1b3/projects/project-a/jobs:aggregated?filter=ACTIVE&pageToken=more")
        .inOrder();
  }

  @Test
  void hasEnded_jobThatDoesNotRun_isTrue() throws IOException {
    assertThat(liveness.hasEnded(job("project-a", "weekly"), ASKER)).isTrue();
  }

  @Test
  void hasEnded_jobOfTheAskersName_isTrueUnasked() throws IOException {
    LockOwner asker =
        new LockOwner("t2", LockOwner.dataflow("project-a", "nightly-" + "x".repeat(60)));

    assertThat(liveness.hasEnded(new LockOwner("t1", asker.job()), asker)).isTrue();
    assertThat(asked).isEmpty();
  }

  @Test
  void hasEnded_jobOfAnotherProject_nobodyTells() {
    LockOwner owner = job("project-b", "weekly");

    assertThrows(IOException.class, () -> liveness.hasEnded(owner, ASKER));
    assertThat(asked).isEmpty();
  }

  @Test
  void hasEnded_process_isTrueOnlyIfItRanHereAndIsGone() throws IOException {
    String here = LockOwner.process();
    String other = here.replaceFirst("process_[0-9a-f]+", "process_000000000000");

    assertThat(liveness.hasEnded(new LockOwner("t1", here), ASKER)).isFalse();
    assertThat(liveness.hasEnded(new LockOwner("t1", other), ASKER)).isFalse();
    assertThat(liveness.hasEnded(new LockOwner("t1", here + "1"), ASKER)).isTrue();
    assertThat(liveness.hasEnded(new LockOwner("t1", "process_what"), ASKER)).isFalse();
  }

  @Test
  void owner_anyName_fitsALabelAndReadsAsItself() {
    LockOwner owner = job("project-a", "Nightly.of-" + "x".repeat(60));

    assertThat(owner.job()).matches("[a-z0-9_-]{1,63}");
    assertThat(job("project-a", "Nightly").toString()).isEqualTo("t1, Dataflow job nightly");
    assertThat(owner).isNotEqualTo(job("project-a", "Nightly.of-" + "x".repeat(61)));
  }

  private static LockOwner job(String project, String name) {
    return new LockOwner("t1", LockOwner.dataflow(project, name));
  }
}
