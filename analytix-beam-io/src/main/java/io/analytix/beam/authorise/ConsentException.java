// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.channel.ConsentScope;
import java.util.Set;

/**
 * Why a channel is not authorised. Nothing was saved, in no case. The subclass says what to do
 * next.
 */
public abstract sealed class ConsentException extends Exception {
  private final String title;
  private final String remedy;

  private ConsentException(String title, String message, String remedy) {
    super(message);
    this.title = title;
    this.remedy = remedy;
  }

  /** What happened, in a few words: the heading of the page about it. */
  public String title() {
    return title;
  }

  /** What a person can do. */
  public String remedy() {
    return remedy;
  }

  /** The person said no. */
  public static final class Denied extends ConsentException {
    Denied() {
      super(
          "Not allowed",
          "the consent was denied",
          "To let the channel's figures be read, authorise again and choose to allow it.");
    }
  }

  /** The person allowed less than was asked for. */
  public static final class ScopesMissing extends ConsentException {
    ScopesMissing(Set<ConsentScope> missing) {
      super(
          "Not everything was allowed",
          "the consent lacks " + missing,
          "Authorise again and leave every box ticked, or ask for fewer scopes.");
    }
  }

  /** The person chose another channel than the token record is of, or an account without one. */
  public static final class WrongChannel extends ConsentException {
    WrongChannel(String message) {
      super(
          "Another channel",
          message,
          "Authorise again and choose the right channel in the account chooser, or use another token"
              + " record.");
    }
  }

  /** The answer does not belong to what was asked: nobody's tokens may be put in its place. */
  public static final class Forged extends ConsentException {
    Forged(String message) {
      super(
          "Not the answer to this question",
          message,
          "Authorise again, and open only the address that is shown then.");
    }
  }

  /** Google refuses the client, the code or a look at the channel. */
  public static final class Refused extends ConsentException {
    Refused(String message, String remedy) {
      super("Google refuses", message, remedy);
    }
  }

  /** Nobody answered in time. */
  public static final class NoAnswer extends ConsentException {
    NoAnswer(String message) {
      super("No answer", message, "Authorise again, and answer Google's page in time.");
    }
  }

  /** The network, the port, or a service of Google's failed: the next attempt may succeed. */
  public static final class Unavailable extends ConsentException {
    Unavailable(String message, String remedy) {
      super("Try again later", message, remedy);
    }
  }

  /** Google agreed, but the token store did not take the record. */
  public static final class NotSaved extends ConsentException {
    NotSaved(String message) {
      super(
          "Not saved",
          message,
          "See that the token store can be written to, then authorise again.");
    }
  }
}
