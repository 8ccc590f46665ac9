// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Recognises credentials of other kinds that are given as token record or client secrets. */
final class CredentialFile {
  private CredentialFile() {}

  /** What the file is if it can be neither a token record nor client secrets, else null. */
  static @Nullable String describe(JsonNode file) {
    return switch (file.path("type").asText("")) {
      case "service_account" ->
          "the key of a service account, which YouTube does not accept for channels";
      case "external_account",
          "external_account_authorized_user",
          "impersonated_service_account",
          "gdch_service_account" ->
          "a credential for Google Cloud, which YouTube does not accept for channels";
      default -> file.path("private_key").isTextual() ? "a private key" : null;
    };
  }
}
