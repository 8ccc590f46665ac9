// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Leads each request to its service, past quota and faults, and remembers it. */
final class FrontDoor {
  private final CallReader calls;
  private final Services services;
  private final Authenticator authenticator;
  private final Settings settings;
  private final Quotas quotas;
  private final FaultInjector faults;
  private final List<Asked> asked = new ArrayList<>();

  /** Answers a call, or lets it fail. */
  @FunctionalInterface
  interface FaultInjector {
    /**
     * Returns the answer to a call.
     *
     * @param proper the answer without a fault
     * @param endToken ends the access token of the request
     */
    Answer around(Call call, Supplier<Answer> proper, Runnable endToken);
  }

  FrontDoor(
      CallReader calls,
      Services services,
      Authenticator authenticator,
      Settings settings,
      Quotas quotas,
      FaultInjector faults) {
    this.calls = calls;
    this.authenticator = authenticator;
    this.services = services;
    this.settings = settings;
    this.quotas = quotas;
    this.faults = faults;
  }

  List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  Answer answer(Incoming incoming) {
    Call call = calls.read(incoming);
    Optional<Answer> refusal =
        quotas.refusal(call.kind(), authenticator.account(incoming).orElse(""));
    Answer answer =
        refusal.orElseGet(
            () ->
                faults.around(
                    call,
                    () -> services.answer(call.kind(), incoming),
                    () -> authenticator.expire(incoming)));
    synchronized (asked) {
      asked.add(new Asked(call, answer.visibleStatus()));
    }
    return answer.later(settings.latency());
  }
}
