// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.testing.server;

import io.analytix.beam.testing.Call;
import io.analytix.beam.testing.RecordedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Routes requests to services, applies quotas and faults, and records the calls. */
public final class RequestRouter {
  private final CallReader calls;
  private final EndpointRegistry services;
  private final Authenticator authenticator;
  private final Settings settings;
  private final Quotas quotas;
  private final FaultInjector faults;
  private final List<RecordedCall> recordedCalls = new ArrayList<>();

  /** Applies faults to responses. */
  @FunctionalInterface
  public interface FaultInjector {
    /**
     * Returns the response to a call.
     *
     * @param correct the response without a fault
     * @param endToken invalidates the access token of the request
     */
    HttpReply around(Call call, Supplier<HttpReply> correct, Runnable endToken);
  }

  public RequestRouter(
      CallReader calls,
      EndpointRegistry services,
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

  public List<RecordedCall> recordedCalls() {
    synchronized (recordedCalls) {
      return List.copyOf(recordedCalls);
    }
  }

  public HttpReply handle(HttpCall incoming) {
    Call call = calls.read(incoming);
    Optional<HttpReply> refusal =
        quotas.refusal(call.kind(), authenticator.account(incoming).orElse(""));
    HttpReply reply =
        refusal.orElseGet(
            () ->
                faults.around(
                    call,
                    () -> services.handle(call.kind(), incoming),
                    () -> authenticator.expire(incoming)));
    synchronized (recordedCalls) {
      recordedCalls.add(new RecordedCall(call, reply.visibleStatus()));
    }
    return reply.later(settings.latency());
  }
}
