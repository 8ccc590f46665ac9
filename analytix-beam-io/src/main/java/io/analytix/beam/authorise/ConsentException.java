// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.authorise;

import io.analytix.beam.channel.ConsentScope;
import io.analytix.beam.channel.PrintableText;
import java.util.Set;

/**
 * A channel was not authorised, and nothing was saved. The subclass determines what the caller does
 * next.
 */
public abstract sealed class ConsentException extends Exception {
  private final String title;
  private final String remedy;

  private ConsentException(String title, String message, String remedy) {
    super(PrintableText.of(message));
    this.title = title;
    this.remedy = remedy;
  }

  /** The heading of the page that reports it. */
  public String title() {
    return title;
  }

  /** What the user can do. */
  public String remedy() {
    return remedy;
  }

  /** The user denied the consent. */
  public static final class Denied extends ConsentException {
    Denied() {
      super(
          "Not allowed",
          "the consent was denied",
          "To allow analytix to read the channel's figures, authorise again and allow access.");
    }
  }

  /** The user granted fewer scopes than were requested. */
  public static final class ScopesMissing extends ConsentException {
    ScopesMissing(Set<ConsentScope> missing) {
      super(
          "Not everything was allowed",
          "the consent lacks " + missing,
          "Authorise again and leave every box ticked, or request fewer scopes.");
    }
  }

  /**
   * The user chose a channel other than that of the token record, or an account without a channel.
   */
  public static final class WrongChannel extends ConsentException {
    WrongChannel(String message) {
      super(
          "Another channel",
          message,
          "Authorise again and choose the right channel in the account chooser, or use another"
              + " token"
              + " record.");
    }
  }

  /** The response does not belong to the authorization request, so its tokens are not used. */
  public static final class Forged extends ConsentException {
    Forged(String message) {
      this(message, "Authorise again, and open only the address that the command shows then.");
    }

    Forged(String message, String remedy) {
      super("Response to another request", message, remedy);
    }
  }

  /** Google rejected the client, the code or the request for the channel. */
  public static final class Refused extends ConsentException {
    Refused(String message, String remedy) {
      this("Rejected by Google", message, remedy);
    }

    Refused(String title, String message, String remedy) {
      super(title, message, remedy);
    }
  }

  /** No response arrived in time. */
  public static final class NoAnswer extends ConsentException {
    NoAnswer(String message) {
      this(message, "Authorise again, and complete Google's page in time.");
    }

    NoAnswer(String message, String remedy) {
      super("No response", message, remedy);
    }
  }

  /**
   * The network, the local port or one of Google's services failed: the next attempt may succeed.
   */
  public static final class Unavailable extends ConsentException {
    Unavailable(String message, String remedy) {
      super("Try again later", message, remedy);
    }
  }

  /** The token store cannot save records, or did not save this one after the consent. */
  public static final class NotSaved extends ConsentException {
    NotSaved(String message) {
      super("Not saved", message, "Make the token store writable, then authorise again.");
    }
  }
}
