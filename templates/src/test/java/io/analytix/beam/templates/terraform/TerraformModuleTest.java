// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.templates.terraform;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The module and its examples by Terraform's own judgement. {@link LaunchBodyTest} runs its tests.
 */
final class TerraformModuleTest {
  @TempDir Path folder;
  private Terraform terraform;

  @BeforeAll
  static void require() {
    Terraform.require();
  }

  @BeforeEach
  void copy() throws IOException {
    terraform = new Terraform(folder);
  }

  @AfterEach
  void close() {
    terraform.close();
  }

  @Test
  void files_areFormatted() throws Exception {
    Terraform.Ended ended =
        terraform.run(terraform.module(), "fmt", "-check", "-diff", "-recursive");

    assertWithMessage(ended.out()).that(ended.exitCode()).isEqualTo(0);
  }

  @Test
  void moduleAndEveryExample_areValid() throws Exception {
    List<Path> configurations = terraform.configurations();

    assertThat(configurations.size()).isAtLeast(6);
    for (Path configuration : configurations) {
      Terraform.Ended ended = validate(configuration);
      assertWithMessage("%s: %s", configuration.getFileName(), ended.out())
          .that(ended.exitCode())
          .isEqualTo(0);
    }
  }

  /** The schema is not there for show. */
  @ParameterizedTest
  @CsvSource({
    "scheduler.tf,time_zone ,timezone ,Unsupported argument",
    "scheduler.tf,google_cloud_scheduler_job\" \"launch,google_cloud_schedule_job\" \"launch,does not support resource type",
    "bigquery.tf,'dataset_id                 = var.dataset_id',,Missing required argument",
    "outputs.tf,google_service_account.worker.email,google_service_account.worker.mail,attribute",
    "scheduler.tf,'retry_count          = 3','retry_count          = [3]',attribute",
  })
  void mistakeInTheModule_isFound(String file, String right, String wrong, String said)
      throws Exception {
    Path path = terraform.module().resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(right);
    Files.writeString(path, text.replace(right, wrong == null ? "" : wrong));

    Terraform.Ended ended = validate(terraform.module());

    assertThat(ended.exitCode()).isNotEqualTo(0);
    assertThat(ended.out()).contains(said);
  }

  private Terraform.Ended validate(Path configuration) throws Exception {
    init(configuration);
    return terraform.run(configuration, "validate", "-no-color");
  }

  private void init(Path configuration) throws Exception {
    Terraform.Ended ended =
        terraform.run(configuration, "init", "-backend=false", "-input=false", "-no-color");
    assertWithMessage(ended.out()).that(ended.exitCode()).isEqualTo(0);
  }
}
