// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import io.analytix.beam.internal.file.FileProblem;
import io.analytix.beam.internal.file.SmallFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the OAuth client, on the worker that uses it. */
@FunctionalInterface
public interface ClientSecretsSource extends Serializable {

  /**
   * * Reads the client.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if {@link ClientSecrets#parse} rejects the content
   */
  ClientSecrets read() throws IOException;

  /** Returns a source that reads Google's file at this path. */
  static ClientSecretsSource file(String path) {
    return () -> {
      try {
        return ClientSecrets.parse(SmallFile.read(Path.of(path)));
      } catch (NoSuchFileException e) {
        throw new IOException("client secrets: there is no file '" + path + "'", e);
      } catch (IOException e) {
        throw new IOException(
            "client secrets: the file '" + path + "' cannot be read: " + FileProblem.of(e), e);
      } catch (InvalidPathException e) {
        throw new IOException("client secrets: '" + path + "' is not a valid file name", e);
      }
    };
  }

  /**
   * Returns a source that reads Google's file from the newest enabled version of a secret: {@code
   * projects/P/secrets/NAME}.
   */
  static ClientSecretsSource secret(String secret) {
    return secret(secret, SecretManagerEndpoint.GOOGLE);
  }

  /** Like {@link #secret(String)}, at another endpoint of Secret Manager. */
  static ClientSecretsSource secret(String secret, SecretManagerEndpoint endpoint) {
    if (!secret.matches("projects/[a-z0-9.:-]+/secrets/[A-Za-z0-9_-]{1,255}")) {
      throw new IllegalArgumentException(
          "client secrets '" + secret + "' must be projects/PROJECT/secrets/NAME");
    }
    return () -> {
      try (SecretManager secrets = new SecretManager(endpoint, SecretManager.CALL_TIMEOUT)) {
        SecretManager.StoredVersion stored =
            secrets
                .newest(secret)
                .orElseThrow(
                    () ->
                        new IOException(
                            "client secrets: "
                                + secret
                                + " has no enabled version: enable a"
                                + " version"));
        return ClientSecrets.parse(stored.text().reveal().getBytes(StandardCharsets.UTF_8));
      }
    };
  }
}
