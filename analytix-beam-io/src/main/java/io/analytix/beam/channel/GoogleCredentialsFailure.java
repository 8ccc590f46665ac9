// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.channel;

import com.google.auth.Retryable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Detects that Google rejects this machine's own credentials (application default credentials),
 * with which token stores and outputs in Google Cloud are reached. Google's library marks a failed
 * request for an access token as {@link Retryable}: whether the token endpoint was unavailable, or
 * refused the credentials.
 */
public final class GoogleCredentialsFailure {
  /** The codes in the token endpoint's error response (RFC 6749, section 5.2). */
  private static final Pattern CODE =
      Pattern.compile("\"(?:error|error_subtype)\"\\s*:\\s*\"([a-z_]{1,50})\"");

  private GoogleCredentialsFailure() {}

  /**
   * Returns the message and the remedy in one line, if rejected credentials caused a failure.
   * Quotes codes only, never the text of a response.
   */
  public static Optional<String> line(Throwable failure) {
    boolean rejected = false;
    List<String> codes = new ArrayList<>();
    @Nullable Throwable each = failure;
    for (int depth = 0; each != null && depth < 50; depth++) {
      rejected |= each instanceof Retryable refresh && !refresh.isRetryable();
      Matcher code = CODE.matcher(String.valueOf(each.getMessage()));
      while (rejected && code.find()) {
        codes.add(code.group(1));
      }
      each = each.getCause();
    }
    return rejected ? Optional.of(line(codes)) : Optional.empty();
  }

  private static String line(List<String> codes) {
    String why = codes.stream().distinct().collect(Collectors.joining(", "));
    return "Google does not accept this machine's own credentials any more"
        + (why.isEmpty() ? "" : " (" + why + ")")
        + ": run 'gcloud auth application-default login', or replace the key file that"
        + " GOOGLE_APPLICATION_CREDENTIALS names";
  }
}
