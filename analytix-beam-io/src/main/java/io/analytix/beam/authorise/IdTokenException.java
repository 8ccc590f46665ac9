// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

/** Why an ID token is not believed. The subclass says what to do next. */
public abstract sealed class IdTokenException extends Exception {
  private IdTokenException(String message) {
    super(message);
  }

  /** What is wrong with an ID token. */
  public enum Problem {
    /** It is no signed JSON Web Token with the claims of an ID token. */
    MALFORMED,
    /** It is signed otherwise than by RS256, or not at all. */
    ALGORITHM,
    /** Google does not publish the key that it names. */
    UNKNOWN_KEY,
    /** The signature is not that of its content. */
    SIGNATURE,
    /** Its time is over. */
    EXPIRED,
    /** It does not come from Google. */
    ISSUER,
    /** It is meant for another client. */
    AUDIENCE,
    /** It was made for another client to hand on. */
    AUTHORISED_PARTY,
    /** It does not belong to this consent. */
    NONCE
  }

  /** Do not believe it, and do not ask again: a new consent gives a new one. */
  public static final class Rejected extends IdTokenException {
    private final Problem problem;

    /** A rejection; {@code message} must not quote the token. */
    public Rejected(Problem problem, String message) {
      super("the ID token " + message);
      this.problem = problem;
    }

    /** What is wrong with it. */
    public Problem problem() {
      return problem;
    }
  }

  /** Google's keys could not be had, so nothing is known: the next attempt may succeed. */
  public static final class Unavailable extends IdTokenException {
    /** A passing failure. */
    public Unavailable(String message) {
      super(message);
    }
  }
}
