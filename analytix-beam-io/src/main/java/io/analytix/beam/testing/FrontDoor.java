// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leads each request to its service, past quota and faults, and remembers it. */
final class FrontDoor {
  private final CallReader calls;
  private final Services services;
  private final Grants grants;
  private final Settings settings;
  private final Quotas quotas;
  private final Faults faults;
  private final List<Asked> asked = new ArrayList<>();

  FrontDoor(
      CallReader calls,
      Services services,
      Grants grants,
      Settings settings,
      Quotas quotas,
      Faults faults) {
    this.calls = calls;
    this.grants = grants;
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
    Optional<Answer> refusal = quotas.refusal(call.kind(), calls.user(incoming));
    Answer answer =
        refusal.orElseGet(
            () ->
                faults.around(
                    call,
                    () -> services.answer(call.kind(), incoming),
                    () -> incoming.bearer().ifPresent(grants::expire)));
    synchronized (asked) {
      asked.add(new Asked(call, answer.visibleStatus()));
    }
    return answer.later(settings.latency());
  }
}
