// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.internal.schedule;

import io.analytix.beam.internal.pace.DailyQuota;
import java.util.List;

/**
 * Puts requests in the place of a planned one, once its channel's list says which they are. The
 * day's quota has to have room for all of them.
 */
record RequestReplacement(
    CompletionTracker tracker,
    SchedulerListener listener,
    DailyQuota quota,
    RequestSelector selector) {

  /**
   * Replaces a request.
   *
   * @param requests one or more, none of them sent
   */
  void replace(PendingRequest request, List<PendingRequest> requests) {
    tracker.found(request.shard, requests.size() - 1);
    tracker.replaced(request.shard, requests.get(0).shard);
    listener.found(requests.size() - 1);
    quota.release(request.releaseReserved());
    requests.get(0).countCallsOf(request);
    if (quota.reserve(requests.stream().mapToLong(each -> each.request().queries()).sum())) {
      requests.forEach(PendingRequest::reserve);
      requests.forEach(each -> selector.add(each, true));
    } else {
      requests.forEach(each -> tracker.fail(each, quota.exceeded()));
    }
  }
}
