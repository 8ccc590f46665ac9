// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

/** An ID token is not accepted. The subclass determines what the caller does next. */
public abstract sealed class IdTokenException extends Exception {
  private IdTokenException(String message) {
    super(message);
  }

  /** What is wrong with an ID token. */
  public enum Problem {
    /** It is not a signed JSON Web Token with the claims of an ID token. */
    MALFORMED,
    /** It is not signed, or not with RS256. */
    ALGORITHM,
    /** Google does not publish the key that it names. */
    UNKNOWN_KEY,
    /** The signature does not match its content. */
    SIGNATURE,
    /** It has expired. */
    EXPIRED,
    /** Its issuer is not Google. */
    ISSUER,
    /** Its audience is another client. */
    AUDIENCE,
    /** Its authorized party is another client. */
    AUTHORISED_PARTY,
    /** Its nonce is not that of this consent. */
    NONCE
  }

  /** The token is invalid; do not retry. A new consent returns a new token. */
  public static final class Rejected extends IdTokenException {
    private final Problem problem;

    /** Creates a rejection; {@code message} must not quote the token. */
    public Rejected(Problem problem, String message) {
      super("the ID token " + message);
      this.problem = problem;
    }

    /** What is wrong with it. */
    public Problem problem() {
      return problem;
    }
  }

  /**
   * Google's keys could not be fetched, so the token was not verified: the next attempt may
   * succeed.
   */
  public static final class Unavailable extends IdTokenException {
    /** Creates a transient failure. */
    public Unavailable(String message) {
      super(message);
    }
  }
}
