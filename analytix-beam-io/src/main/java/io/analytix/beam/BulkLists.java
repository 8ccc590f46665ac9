// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam;

import io.analytix.beam.internal.bulk.AccountTypes;
import io.analytix.beam.plan.QuotaUse;
import java.io.Serializable;
import java.util.List;

/**
 * The accounts whose jobs a run lists, in a fixed order: a restriction refers to them by index.
 *
 * @param used the requests that earlier runs sent under the day's quota
 * @param accounts records of one channel in one group: the first that Google accepts is used
 */
record BulkLists(String runId, QuotaUse used, List<Group> accounts) implements Serializable {
  BulkLists {
    accounts = List.copyOf(accounts);
  }

  /** The token records of one channel or content owner. */
  record Group(List<AccountTypes> records) implements Serializable {
    Group {
      records = List.copyOf(records);
    }
  }
}
